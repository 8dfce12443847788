-- A customer's orders.
CREATE INDEX {prefix}orders_by_customer ON {prefix}orders (tenant, customer, id);
