CREATE TABLE members (id serial PRIMARY KEY);
CREATE TABLE teams (id serial PRIMARY KEY);
-- next migration
-- its table gets another name as well: rename-table tells
ALTER TABLE members RENAME TO people;
ALTER SEQUENCE members_id_seq RENAME TO people_id_seq;
-- next migration
ALTER SEQUENCE teams_id_seq RENAME TO team_ids; -- want: rename-object "nextval()"
