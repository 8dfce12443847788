-- Orders are found by their number.
CREATE INDEX ON {prefix}orders (tenant, number, id) WHERE number IS NOT NULL;
