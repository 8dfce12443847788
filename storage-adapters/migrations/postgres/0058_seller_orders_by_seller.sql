-- Orders are found by each of their sellers.
CREATE INDEX ON {prefix}seller_orders (tenant, seller, id);
