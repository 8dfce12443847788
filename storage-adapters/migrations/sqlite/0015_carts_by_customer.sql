-- A customer's carts.
CREATE INDEX {prefix}carts_by_customer ON {prefix}carts (tenant, customer, id);
