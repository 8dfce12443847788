-- What shoppers mean to buy.
CREATE TABLE {prefix}carts (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    customer TEXT,
    state TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
