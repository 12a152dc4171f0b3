-- As it should be: a constant default costs nothing, and the constraint is checked while the shop goes on.
ALTER TABLE products ADD COLUMN weight_grams integer NOT NULL DEFAULT 0;
ALTER TABLE products ADD CONSTRAINT products_weight_check CHECK (weight_grams >= 0) NOT VALID;
