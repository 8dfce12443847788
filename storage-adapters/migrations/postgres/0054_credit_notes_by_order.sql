-- Credit notes are found by their order.
CREATE INDEX ON {prefix}credit_notes (tenant, order_id, id);
