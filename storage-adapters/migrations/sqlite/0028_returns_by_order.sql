-- An order's returns.
CREATE INDEX {prefix}returns_by_order ON {prefix}returns (tenant, order_id, id);
