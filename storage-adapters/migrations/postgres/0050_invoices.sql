-- Invoices (`issued_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}invoices (
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
