-- Invoices are found by their order.
CREATE INDEX {prefix}invoices_by_order ON {prefix}invoices (tenant, order_id, id);
