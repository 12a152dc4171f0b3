CREATE TABLE t (at timestamptz);
CREATE TABLE u (at timestamptz);
CREATE TABLE v (at timestamptz);
-- next migration
ALTER TABLE t ADD COLUMN id serial; -- want: add-column-serial
ALTER TABLE u ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY; -- want: add-column-serial "identity"
ALTER TABLE v ADD COLUMN id bigserial PRIMARY KEY; -- want: add-column-serial
