-- Uses that are due are found without reading the others.
CREATE INDEX ON {prefix}coupon_uses (tenant, state, expires_at, id);
