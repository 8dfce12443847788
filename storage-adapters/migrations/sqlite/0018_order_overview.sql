-- Orders as a report reads them. Amounts are decimal texts in whole units of the currency.
CREATE VIEW {prefix}order_overview AS
SELECT
    tenant,
    id,
    body ->> '$.cart' AS cart,
    body ->> '$.channel' AS channel,
    customer,
    state,
    strftime('%Y-%m-%dT%H:%M:%S', placed_at / 1000000, 'unixepoch')
        || printf('.%06dZ', placed_at % 1000000) AS placed_at,
    body ->> '$.address.country' AS country,
    body ->> '$.receipt.currency' AS currency,
    json_array_length(body, '$.receipt.lines') AS lines,
    body ->> '$.receipt.goods.amount' AS goods,
    body ->> '$.receipt.discount.amount' AS discount,
    body ->> '$.receipt.net.amount' AS net,
    body ->> '$.receipt.tax.amount' AS tax,
    body ->> '$.receipt.total.amount' AS total,
    body ->> '$.receipt.due.amount' AS due,
    version
FROM {prefix}orders;
