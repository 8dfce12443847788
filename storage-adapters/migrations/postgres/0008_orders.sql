-- What was promised (`placed_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}orders (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    customer TEXT COLLATE "C",
    state TEXT COLLATE "C",
    placed_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
