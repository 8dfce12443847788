-- Orders that are held are found without reading the others.
CREATE INDEX ON {prefix}orders (tenant, held_at, id) WHERE held_at IS NOT NULL;
