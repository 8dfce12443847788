-- The lines of orders, a row each.
CREATE VIEW {prefix}order_lines AS
SELECT
    orders.tenant,
    orders.id AS order_id,
    (item.line ->> 'line')::BIGINT AS line,
    item.line ->> 'sku' AS sku,
    item.line ->> 'title' AS title,
    (item.line ->> 'quantity')::BIGINT AS quantity,
    orders.body #>> '{receipt,currency}' AS currency,
    (item.line #>> '{unit_price,amount}')::NUMERIC AS unit_price,
    (item.line #>> '{subtotal,amount}')::NUMERIC AS subtotal,
    (item.line #>> '{discount,amount}')::NUMERIC AS discount,
    item.line ->> 'tax_category' AS tax_category,
    (item.line #>> '{tax,amount}')::NUMERIC AS tax,
    (item.line #>> '{net,amount}')::NUMERIC AS net,
    (item.line #>> '{gross,amount}')::NUMERIC AS gross
FROM {prefix}orders AS orders
CROSS JOIN LATERAL jsonb_array_elements(orders.body #> '{receipt,lines}') AS item (line);
