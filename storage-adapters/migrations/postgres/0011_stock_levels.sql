-- Stock of a SKU at a location: `id` is `SKU@LOCATION`. Changed by guarded deltas only, never read and written back.
CREATE TABLE {prefix}stock_levels (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    on_hand BIGINT NOT NULL,
    reserved BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
