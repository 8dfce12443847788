-- Credit notes are found by their number.
CREATE INDEX {prefix}credit_notes_by_number ON {prefix}credit_notes (tenant, number, id);
