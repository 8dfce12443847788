-- The number of an order, where its channel has a series.
ALTER TABLE {prefix}orders ADD COLUMN number TEXT;
