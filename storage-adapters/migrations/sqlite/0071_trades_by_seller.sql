-- What somebody sells.
CREATE INDEX {prefix}trades_by_seller ON {prefix}trades (tenant, seller, id);
