-- Lots and serials, a row for each SKU at each location: `id` is `SKU@LOCATION`.
CREATE TABLE {prefix}shelves (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
