-- Invoices are found by their order.
CREATE INDEX ON {prefix}invoices (tenant, order_id, id);
