-- Orders are found by their number.
CREATE INDEX {prefix}orders_by_number ON {prefix}orders (tenant, number, id) WHERE number IS NOT NULL;
