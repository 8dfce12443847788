-- What shoppers mean to buy.
CREATE TABLE {prefix}carts (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    customer TEXT COLLATE "C",
    state TEXT COLLATE "C",
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
