CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX index_users_on_email_for_the_page_of_the_settings_of_the_account ON users (email); -- want: truncated-name "it becomes 'index_users_on_email_for_the_page_of_the_settings_of_the_accoun'"
ALTER TABLE users ADD COLUMN "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on" int; -- want: truncated-name
