-- What is not certain is called possible.
CREATE EXTENSION house_rules;
ALTER TABLE notes ADD COLUMN made int DEFAULT house_rules_number();
DO $$BEGIN EXECUTE format('ALTER TABLE %I ADD c int', current_user); END$$;
