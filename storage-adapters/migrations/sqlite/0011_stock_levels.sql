-- Stock of a SKU at a location: `id` is `SKU@LOCATION`. Changed by guarded deltas only, never read and written back.
CREATE TABLE {prefix}stock_levels (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    on_hand INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
