-- A statement has what was taken from an account.
CREATE INDEX ON {prefix}entries (tenant, debit_account, id);
