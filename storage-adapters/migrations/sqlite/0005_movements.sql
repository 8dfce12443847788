-- Papers of goods that came in.
CREATE TABLE {prefix}movements (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    location TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
