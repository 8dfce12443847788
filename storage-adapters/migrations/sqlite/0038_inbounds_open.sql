-- What is still to come to a location is found without reading what has come.
CREATE INDEX {prefix}inbounds_open ON {prefix}inbounds (tenant, state, location, id);
