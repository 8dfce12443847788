-- What is settled for one contract.
CREATE INDEX {prefix}settlements_by_reference ON {prefix}settlements (tenant, reference, id);
