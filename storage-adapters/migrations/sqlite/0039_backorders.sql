-- Goods promised to orders before they are there.
CREATE TABLE {prefix}backorders (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    order_id TEXT,
    sku TEXT,
    location TEXT,
    state TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
