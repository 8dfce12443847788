-- A statement has what came to an account.
CREATE INDEX ON {prefix}entries (tenant, credit_account, id);
