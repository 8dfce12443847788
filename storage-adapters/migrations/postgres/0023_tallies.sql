-- How often customers have used something.
CREATE TABLE {prefix}tallies (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
