-- Stock, a row for each SKU at each location. Holds that are due count until they are marked as expired.
CREATE VIEW {prefix}stock AS
SELECT
    level.tenant,
    substr(level.id, 1, instr(level.id, '@') - 1) AS sku,
    substr(level.id, instr(level.id, '@') + 1) AS location,
    level.on_hand,
    level.reserved - coalesce(terms.kept, 0) AS reserved,
    max(level.on_hand - level.reserved, 0) AS available,
    coalesce(terms.kept, 0) AS aside,
    max(coalesce(backorder.granted - backorder.drawn, 0), 0) AS backorder,
    max(level.reserved - coalesce(terms.kept, 0) - level.on_hand, 0) AS overpromised
FROM {prefix}stock_levels AS level
LEFT JOIN (
    SELECT
        tenant,
        id,
        coalesce(body ->> '$.terms.safety', 0) + coalesce(
            (SELECT sum(aside.value ->> '$.quantity') FROM json_each(body, '$.aside') AS aside), 0
        ) AS kept
    FROM {prefix}stock_terms
) AS terms ON terms.tenant = level.tenant AND terms.id = level.id
LEFT JOIN {prefix}allowances AS backorder
    ON backorder.tenant = level.tenant AND backorder.id = 'backorder/' || level.id;
