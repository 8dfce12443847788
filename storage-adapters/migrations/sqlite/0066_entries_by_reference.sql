-- Entries are found by what they belong to.
CREATE INDEX {prefix}entries_by_reference ON {prefix}entries (tenant, reference, id) WHERE reference IS NOT NULL;
