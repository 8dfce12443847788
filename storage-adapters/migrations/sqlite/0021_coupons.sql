-- Codes that promotions ask for.
CREATE TABLE {prefix}coupons (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
