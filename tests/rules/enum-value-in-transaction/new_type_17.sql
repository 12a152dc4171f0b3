-- postgres: 17-18
-- transaction: file
CREATE TYPE size AS ENUM ('s');
ALTER TYPE size ADD VALUE 'm';
CREATE TABLE u (s size DEFAULT 'm');
INSERT INTO u VALUES ('m');
