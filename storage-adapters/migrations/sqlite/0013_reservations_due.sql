-- Holds that are due are found without reading the others.
CREATE INDEX {prefix}reservations_due ON {prefix}reservations (tenant, state, expires_at, id);
