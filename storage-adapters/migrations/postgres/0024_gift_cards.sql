-- Gift cards and store credit; the money on them is in `allowances`.
CREATE TABLE {prefix}gift_cards (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
