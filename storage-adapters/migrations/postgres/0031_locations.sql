-- What is known of places that hold stock.
CREATE TABLE {prefix}locations (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
