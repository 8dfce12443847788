-- A statement has what came to an account.
CREATE INDEX {prefix}entries_by_credit ON {prefix}entries (tenant, credit_account, id);
