-- Credit notes are found by their order.
CREATE INDEX {prefix}credit_notes_by_order ON {prefix}credit_notes (tenant, order_id, id);
