CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN required AS text NOT NULL;
CREATE DOMAIN nested AS email;
CREATE TABLE t (id bigint PRIMARY KEY);
-- next migration
ALTER TABLE t ADD COLUMN a email; -- want: add-column-constrained-domain
ALTER TABLE t ADD COLUMN b required DEFAULT 'x'; -- want: add-column-constrained-domain
ALTER TABLE t ADD COLUMN c nested; -- want: add-column-constrained-domain
