CREATE TABLE ${schema}.users (id int, {{ column }} text, org_id int REFERENCES ${schema}.orgs (id));
ALTER TABLE app_${env}_users ADD COLUMN a int, DROP COLUMN ${old};
DROP TABLE IF EXISTS a, :table CASCADE;
CREATE INDEX ${name} ON t (a);
SET search_path TO ${schema};
ALTER TABLE t OWNER TO ${owner};
COMMENT ON TABLE t IS '${not_a_name}';
