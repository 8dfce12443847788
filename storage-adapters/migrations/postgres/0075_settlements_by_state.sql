-- Settlements that stand alike.
CREATE INDEX ON {prefix}settlements (tenant, state, id);
