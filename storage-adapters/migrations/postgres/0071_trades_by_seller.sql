-- What somebody sells.
CREATE INDEX ON {prefix}trades (tenant, seller, id);
