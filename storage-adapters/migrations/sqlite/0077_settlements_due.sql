-- What is to be tried is found without reading the other settlements.
CREATE INDEX {prefix}settlements_due ON {prefix}settlements (tenant, next_at, id) WHERE next_at IS NOT NULL;
