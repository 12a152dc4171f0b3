CREATE TYPE state AS ENUM ('new', 'done');
-- next migration
ALTER TYPE state ADD VALUE 'paid'; -- want: enum-value-position "'paid' sorts behind all other values of 'state'"
