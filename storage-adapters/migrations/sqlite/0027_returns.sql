-- Goods that come back.
CREATE TABLE {prefix}returns (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    order_id TEXT,
    state TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
