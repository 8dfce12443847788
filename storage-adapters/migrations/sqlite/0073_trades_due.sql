-- What runs out of time is found without reading the other trades.
CREATE INDEX {prefix}trades_due ON {prefix}trades (tenant, due_at, id) WHERE due_at IS NOT NULL;
