-- A customer's orders.
CREATE INDEX ON {prefix}orders (tenant, customer, id);
