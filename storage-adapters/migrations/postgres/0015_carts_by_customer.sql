-- A customer's carts.
CREATE INDEX ON {prefix}carts (tenant, customer, id);
