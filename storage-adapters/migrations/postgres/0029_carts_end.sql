-- When a cart ends unless it is changed (`expires_at`: microseconds since 1970 UTC).
ALTER TABLE {prefix}carts ADD COLUMN expires_at BIGINT;
