CREATE TYPE state AS ENUM ('new', 'done');
-- next migration
ALTER TYPE state ADD VALUE 'paid' BEFORE 'done';
ALTER TYPE state ADD VALUE IF NOT EXISTS 'sent' AFTER 'paid';
