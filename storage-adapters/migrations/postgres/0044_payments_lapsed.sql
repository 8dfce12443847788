-- Authorizations that have ended are found without reading the others.
CREATE INDEX ON {prefix}payments (tenant, lapses_at, id) WHERE lapses_at IS NOT NULL;
