-- Accounts of a ledger.
CREATE TABLE {prefix}accounts (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    asset TEXT COLLATE "C",
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
