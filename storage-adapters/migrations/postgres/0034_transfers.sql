-- Goods on their way from one location to another.
CREATE TABLE {prefix}transfers (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    source TEXT COLLATE "C",
    destination TEXT COLLATE "C",
    state TEXT COLLATE "C",
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
