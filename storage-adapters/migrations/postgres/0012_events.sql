-- The log: what happened, in the order of (tx, sequence). `at` is ISO 8601 with every digit that the hash covers.
CREATE TABLE {prefix}events (
    tenant TEXT COLLATE "C" NOT NULL,
    tx BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    stream TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    data JSONB NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (tenant, tx, sequence),
    UNIQUE (tenant, stream, version)
);
