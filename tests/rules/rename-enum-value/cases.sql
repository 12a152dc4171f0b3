CREATE TYPE mood AS ENUM ('sad', 'ok');
-- next migration
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'; -- want: rename-enum-value
ALTER TYPE mood ADD VALUE 'great';
-- next migration
CREATE TYPE size AS ENUM ('s', 'm');
ALTER TYPE size RENAME VALUE 's' TO 'small';
-- next migration
-- the value is new: no code uses it
ALTER TYPE mood ADD VALUE 'awfull';
ALTER TYPE mood RENAME VALUE 'awfull' TO 'awful';
