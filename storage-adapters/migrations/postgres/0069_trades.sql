-- Trades (`due_at`: microseconds since 1970 UTC, when what is waited for runs out of time).
CREATE TABLE {prefix}trades (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    buyer TEXT COLLATE "C",
    seller TEXT COLLATE "C",
    state TEXT COLLATE "C",
    due_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
