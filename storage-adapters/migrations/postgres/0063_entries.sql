-- Entries of a ledger (`expires_at`: microseconds since 1970 UTC, of what is pending or encumbered).
CREATE TABLE {prefix}entries (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    debit_account TEXT COLLATE "C",
    credit_account TEXT COLLATE "C",
    reference TEXT COLLATE "C",
    expires_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
