-- Terms of stock, a row for each SKU at each location: `id` is `SKU@LOCATION`.
CREATE TABLE {prefix}stock_terms (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
