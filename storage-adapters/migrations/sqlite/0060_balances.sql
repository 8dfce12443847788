-- What was taken from accounts of a ledger (debits) and what came to them (credits), in the smallest units of their asset.
CREATE TABLE {prefix}balances (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    debits_encumbered INTEGER NOT NULL,
    debits_pending INTEGER NOT NULL,
    debits_posted INTEGER NOT NULL,
    credits_encumbered INTEGER NOT NULL,
    credits_pending INTEGER NOT NULL,
    credits_posted INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
