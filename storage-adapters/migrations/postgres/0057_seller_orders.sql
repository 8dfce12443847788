-- Parts of sellers in orders (`placed_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}seller_orders (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    seller TEXT COLLATE "C",
    order_id TEXT COLLATE "C",
    number TEXT COLLATE "C",
    placed_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
