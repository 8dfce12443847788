-- What is to be tried is found without reading the other settlements.
CREATE INDEX ON {prefix}settlements (tenant, next_at, id) WHERE next_at IS NOT NULL;
