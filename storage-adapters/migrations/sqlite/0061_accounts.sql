-- Accounts of a ledger.
CREATE TABLE {prefix}accounts (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    asset TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
