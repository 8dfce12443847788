-- What there is only so much of: uses of coupons and promotions, budgets, money on gift cards (in minor units).
CREATE TABLE {prefix}allowances (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    granted BIGINT NOT NULL,
    drawn BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
