-- What somebody buys.
CREATE INDEX {prefix}trades_by_buyer ON {prefix}trades (tenant, buyer, id);
