-- enums_1 enums/versions/0001_create.py [transaction: all]
-- line 13
CREATE TYPE ticket_state AS ENUM ('open', 'it''s', 'closed');
CREATE TYPE ticket_kind AS ENUM ('a', 'b');
CREATE TABLE tickets (
	id SERIAL NOT NULL,
	state ticket_state NOT NULL,
	kind ticket_kind DEFAULT 'a',
	loose VARCHAR(2),
	checked VARCHAR(2),
	flag BOOLEAN,
	PRIMARY KEY (id),
	CONSTRAINT checked CHECK (checked IN ('x', 'yy'))
);
-- down
-- line 26
DROP TABLE tickets;
-- line 27
DROP TYPE ticket_state;
-- line 28
DROP TYPE ticket_kind;

-- enums_2 enums/versions/0002_step.py [transaction: all]
-- line 14
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- line 15
ALTER TABLE tickets ADD COLUMN mood mood;
-- line 16
ALTER TABLE tickets ADD COLUMN second ticket_kind;
-- line 17
ALTER TABLE tickets ALTER COLUMN loose TYPE mood USING loose::mood;
-- down
-- line 21
ALTER TABLE tickets DROP COLUMN second;
-- line 22
ALTER TABLE tickets ALTER COLUMN loose TYPE VARCHAR(2);
-- line 23
ALTER TABLE tickets DROP COLUMN mood;
-- line 24
DROP TYPE mood;

-- enums_3 enums/versions/0003_step.py [transaction: all]
-- transaction: none
-- line 14
ALTER TYPE ticket_state ADD VALUE 'later';

