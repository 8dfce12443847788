-- Where the numbers of orders, invoices and credit notes come from.
CREATE TABLE {prefix}series (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
