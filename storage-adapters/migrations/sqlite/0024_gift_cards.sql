-- Gift cards and store credit; the money on them is in `allowances`.
CREATE TABLE {prefix}gift_cards (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
