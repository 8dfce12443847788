-- Settlements that stand alike.
CREATE INDEX {prefix}settlements_by_state ON {prefix}settlements (tenant, state, id);
