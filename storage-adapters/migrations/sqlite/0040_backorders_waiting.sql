-- Backorders that wait at a place are found without reading the others, the oldest first.
CREATE INDEX {prefix}backorders_waiting ON {prefix}backorders (tenant, state, location, id);
