-- Goods that were announced (`due_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}inbounds (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    location TEXT,
    state TEXT,
    due_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
