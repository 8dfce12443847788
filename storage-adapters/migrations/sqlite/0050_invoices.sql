-- Invoices (`issued_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}invoices (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    order_id TEXT,
    number TEXT,
    issued_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
