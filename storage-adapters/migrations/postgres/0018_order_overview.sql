-- Orders as a report reads them. Amounts are whole units of the currency.
CREATE VIEW {prefix}order_overview AS
SELECT
    tenant,
    id,
    body ->> 'cart' AS cart,
    body ->> 'channel' AS channel,
    customer,
    state,
    TIMESTAMPTZ 'epoch' + placed_at * INTERVAL '1 microsecond' AS placed_at,
    body #>> '{address,country}' AS country,
    body #>> '{receipt,currency}' AS currency,
    jsonb_array_length(body #> '{receipt,lines}') AS lines,
    (body #>> '{receipt,goods,amount}')::NUMERIC AS goods,
    (body #>> '{receipt,discount,amount}')::NUMERIC AS discount,
    (body #>> '{receipt,net,amount}')::NUMERIC AS net,
    (body #>> '{receipt,tax,amount}')::NUMERIC AS tax,
    (body #>> '{receipt,total,amount}')::NUMERIC AS total,
    (body #>> '{receipt,due,amount}')::NUMERIC AS due,
    version
FROM {prefix}orders;
