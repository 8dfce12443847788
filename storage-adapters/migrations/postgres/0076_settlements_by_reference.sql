-- What is settled for one contract.
CREATE INDEX ON {prefix}settlements (tenant, reference, id);
