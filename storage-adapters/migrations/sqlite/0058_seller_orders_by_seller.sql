-- Orders are found by each of their sellers.
CREATE INDEX {prefix}seller_orders_by_seller ON {prefix}seller_orders (tenant, seller, id);
