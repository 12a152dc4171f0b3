-- Mistakes: the data is gone at commit, and old code still uses both names.
ALTER TABLE customers DROP COLUMN phone;
ALTER TABLE orders RENAME COLUMN note TO remark;
