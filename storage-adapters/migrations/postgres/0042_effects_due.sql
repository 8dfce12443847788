-- Effects that are due are found without reading the others.
CREATE INDEX ON {prefix}effects (tenant, state, due_at, id);
