-- Credit notes are found by their number.
CREATE INDEX ON {prefix}credit_notes (tenant, number, id);
