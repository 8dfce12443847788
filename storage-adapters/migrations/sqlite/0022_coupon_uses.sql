-- Uses of coupons (`expires_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}coupon_uses (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    cart TEXT,
    state TEXT,
    expires_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
