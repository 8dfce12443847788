-- Holds that are due are found without reading the others.
CREATE INDEX ON {prefix}reservations (tenant, state, expires_at, id);
