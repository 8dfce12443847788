-- The log: what happened, in the order of (tx, sequence). `at` is ISO 8601 with every digit that the hash covers.
CREATE TABLE {prefix}events (
    tenant TEXT NOT NULL,
    tx INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    type TEXT NOT NULL,
    actor TEXT NOT NULL,
    command TEXT NOT NULL,
    data TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (tenant, tx, sequence),
    UNIQUE (tenant, stream, version)
);
