-- Stock, a row for each SKU at each location. Holds that are due count until they are marked as expired.
CREATE VIEW {prefix}stock AS
SELECT
    tenant,
    substr(id, 1, instr(id, '@') - 1) AS sku,
    substr(id, instr(id, '@') + 1) AS location,
    on_hand,
    reserved,
    on_hand - reserved AS available
FROM {prefix}stock_levels;
