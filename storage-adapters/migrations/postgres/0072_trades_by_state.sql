-- Trades that stand alike.
CREATE INDEX ON {prefix}trades (tenant, state, id);
