-- Goods on their way from one location to another.
CREATE TABLE {prefix}transfers (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    source TEXT,
    destination TEXT,
    state TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
