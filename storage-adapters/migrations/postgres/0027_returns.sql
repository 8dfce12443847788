-- Goods that come back.
CREATE TABLE {prefix}returns (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    order_id TEXT COLLATE "C",
    state TEXT COLLATE "C",
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
