-- What is asked of the outside world (`due_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}effects (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    state TEXT,
    due_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
