-- Where the numbers of orders, invoices and credit notes come from.
CREATE TABLE {prefix}series (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
