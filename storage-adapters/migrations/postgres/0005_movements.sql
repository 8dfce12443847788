-- Papers of goods that came in.
CREATE TABLE {prefix}movements (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    location TEXT COLLATE "C",
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
