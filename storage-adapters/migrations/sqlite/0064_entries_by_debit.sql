-- A statement has what was taken from an account.
CREATE INDEX {prefix}entries_by_debit ON {prefix}entries (tenant, debit_account, id);
