-- The lines of orders, a row each.
CREATE VIEW {prefix}order_lines AS
SELECT
    orders.tenant,
    orders.id AS order_id,
    item.value ->> '$.line' AS line,
    item.value ->> '$.sku' AS sku,
    item.value ->> '$.title' AS title,
    item.value ->> '$.quantity' AS quantity,
    orders.body ->> '$.receipt.currency' AS currency,
    item.value ->> '$.unit_price.amount' AS unit_price,
    item.value ->> '$.subtotal.amount' AS subtotal,
    item.value ->> '$.discount.amount' AS discount,
    item.value ->> '$.tax_category' AS tax_category,
    item.value ->> '$.tax.amount' AS tax,
    item.value ->> '$.net.amount' AS net,
    item.value ->> '$.gross.amount' AS gross
FROM {prefix}orders AS orders
CROSS JOIN json_each(orders.body, '$.receipt.lines') AS item;
