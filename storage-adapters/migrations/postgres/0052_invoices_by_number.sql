-- Invoices are found by their number.
CREATE INDEX ON {prefix}invoices (tenant, number, id);
