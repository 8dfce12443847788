-- Orders that are held are found without reading the others.
CREATE INDEX {prefix}orders_held_at ON {prefix}orders (tenant, held_at, id) WHERE held_at IS NOT NULL;
