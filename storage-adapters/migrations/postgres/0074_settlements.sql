-- Settlements (`next_at`: microseconds since 1970 UTC, when it is tried next).
CREATE TABLE {prefix}settlements (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    state TEXT COLLATE "C",
    reference TEXT COLLATE "C",
    next_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
