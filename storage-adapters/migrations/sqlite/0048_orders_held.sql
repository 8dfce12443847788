-- Since when an order is held for review (microseconds since 1970 UTC).
ALTER TABLE {prefix}orders ADD COLUMN held_at INTEGER;
