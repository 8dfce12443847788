-- What was promised (`placed_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}orders (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    customer TEXT,
    state TEXT,
    placed_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
