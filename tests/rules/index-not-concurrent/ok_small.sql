CREATE TABLE settings (name text);
-- next migration
CREATE INDEX settings_name ON settings (name);
