-- The view is made anew, to say what the shop keeps back.
DROP VIEW {prefix}stock;
