-- Parts of orders are found by their number.
CREATE INDEX {prefix}seller_orders_by_number ON {prefix}seller_orders (tenant, number, id);
