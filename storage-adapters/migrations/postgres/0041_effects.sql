-- What is asked of the outside world (`due_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}effects (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    state TEXT COLLATE "C",
    due_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
