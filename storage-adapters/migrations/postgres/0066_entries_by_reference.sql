-- Entries are found by what they belong to.
CREATE INDEX ON {prefix}entries (tenant, reference, id) WHERE reference IS NOT NULL;
