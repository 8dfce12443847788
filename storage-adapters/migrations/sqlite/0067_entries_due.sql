-- What is pending or encumbered and due is found without reading the other entries.
CREATE INDEX {prefix}entries_due ON {prefix}entries (tenant, expires_at, id) WHERE expires_at IS NOT NULL;
