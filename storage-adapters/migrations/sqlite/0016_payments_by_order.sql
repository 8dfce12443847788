-- An order's payments.
CREATE INDEX {prefix}payments_by_order ON {prefix}payments (tenant, order_id, id);
