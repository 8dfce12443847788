-- Stock held for carts until an instant (`expires_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}reservations (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    cart TEXT,
    state TEXT,
    expires_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
