-- What there is only so much of: uses of coupons and promotions, budgets, money on gift cards (in minor units).
CREATE TABLE {prefix}allowances (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    granted INTEGER NOT NULL,
    drawn INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
