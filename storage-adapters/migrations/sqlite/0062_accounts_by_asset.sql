-- Accounts are found by what they hold.
CREATE INDEX {prefix}accounts_by_asset ON {prefix}accounts (tenant, asset, id);
