-- What is to be paid, and how far it is.
CREATE TABLE {prefix}payments (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    order_id TEXT,
    state TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
