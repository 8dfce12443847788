-- What somebody buys.
CREATE INDEX ON {prefix}trades (tenant, buyer, id);
