-- An order's shipments.
CREATE INDEX {prefix}shipments_by_order ON {prefix}shipments (tenant, order_id, id);
