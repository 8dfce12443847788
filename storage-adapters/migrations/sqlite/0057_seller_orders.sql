-- Parts of sellers in orders (`placed_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}seller_orders (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    seller TEXT,
    order_id TEXT,
    number TEXT,
    placed_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
