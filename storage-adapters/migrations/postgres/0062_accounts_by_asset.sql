-- Accounts are found by what they hold.
CREATE INDEX ON {prefix}accounts (tenant, asset, id);
