-- postgres: 13-16
-- transaction: file
-- until 16 a value added to a type of the same transaction cannot be used either
CREATE TYPE size AS ENUM ('s');
ALTER TYPE size ADD VALUE 'm';
CREATE TABLE u (s size DEFAULT 'm'); -- want: enum-value-in-transaction
