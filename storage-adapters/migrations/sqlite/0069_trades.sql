-- Trades (`due_at`: microseconds since 1970 UTC, when what is waited for runs out of time).
CREATE TABLE {prefix}trades (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    buyer TEXT,
    seller TEXT,
    state TEXT,
    due_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
