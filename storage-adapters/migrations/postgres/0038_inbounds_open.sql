-- What is still to come to a location is found without reading what has come.
CREATE INDEX ON {prefix}inbounds (tenant, state, location, id);
