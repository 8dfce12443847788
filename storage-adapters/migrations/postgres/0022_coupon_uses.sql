-- Uses of coupons (`expires_at`: microseconds since 1970 UTC).
CREATE TABLE {prefix}coupon_uses (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    cart TEXT COLLATE "C",
    state TEXT COLLATE "C",
    expires_at BIGINT,
    body JSONB NOT NULL,
    PRIMARY KEY (tenant, id)
);
