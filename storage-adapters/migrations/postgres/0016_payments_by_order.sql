-- An order's payments.
CREATE INDEX ON {prefix}payments (tenant, order_id, id);
