-- Settlements (`next_at`: microseconds since 1970 UTC, when it is tried next).
CREATE TABLE {prefix}settlements (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    state TEXT,
    reference TEXT,
    next_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
