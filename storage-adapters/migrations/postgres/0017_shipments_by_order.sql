-- An order's shipments.
CREATE INDEX ON {prefix}shipments (tenant, order_id, id);
