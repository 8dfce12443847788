-- What was taken from accounts of a ledger (debits) and what came to them (credits), in the smallest units of their asset.
CREATE TABLE {prefix}balances (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    debits_encumbered BIGINT NOT NULL,
    debits_pending BIGINT NOT NULL,
    debits_posted BIGINT NOT NULL,
    credits_encumbered BIGINT NOT NULL,
    credits_pending BIGINT NOT NULL,
    credits_posted BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
