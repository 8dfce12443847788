-- Parts of orders are found by their number.
CREATE INDEX ON {prefix}seller_orders (tenant, number, id);
