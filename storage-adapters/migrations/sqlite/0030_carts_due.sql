-- Carts that are due are found without reading the others.
CREATE INDEX {prefix}carts_due ON {prefix}carts (tenant, state, expires_at, id);
