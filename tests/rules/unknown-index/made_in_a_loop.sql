CREATE TABLE a (id int);
DO $$
DECLARE t text;
BEGIN
    FOR t IN SELECT table_name FROM information_schema.tables LOOP
        EXECUTE format('CREATE INDEX %I_x ON %I (id)', t, t);
    END LOOP;
END;
$$ LANGUAGE plpgsql;
ALTER INDEX a_x RENAME TO b_x;
-- next migration
CREATE TABLE b (id int);
