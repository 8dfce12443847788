-- Credit notes (`issued_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}credit_notes (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    order_id TEXT COLLATE "C",
    number TEXT COLLATE "C",
    issued_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
