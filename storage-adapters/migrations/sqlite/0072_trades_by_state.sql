-- Trades that stand alike.
CREATE INDEX {prefix}trades_by_state ON {prefix}trades (tenant, state, id);
