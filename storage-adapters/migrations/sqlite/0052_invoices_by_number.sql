-- Invoices are found by their number.
CREATE INDEX {prefix}invoices_by_number ON {prefix}invoices (tenant, number, id);
