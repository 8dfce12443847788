-- Entries of a ledger (`expires_at`: microseconds since 1970 UTC, of what is pending or encumbered).
CREATE TABLE {prefix}entries (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    debit_account TEXT,
    credit_account TEXT,
    reference TEXT,
    expires_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
