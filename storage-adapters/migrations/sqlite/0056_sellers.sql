-- Sellers: who sells goods in the channels of others.
CREATE TABLE {prefix}sellers (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
