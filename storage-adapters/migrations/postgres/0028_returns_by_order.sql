-- An order's returns.
CREATE INDEX ON {prefix}returns (tenant, order_id, id);
