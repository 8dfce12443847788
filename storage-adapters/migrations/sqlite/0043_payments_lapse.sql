-- When the authorization of what is not captured ends (microseconds since 1970 UTC).
ALTER TABLE {prefix}payments ADD COLUMN lapses_at INTEGER;
