CREATE TABLE a_rather_long_table_name_that_leads_generated_names_beyond_63 (
    id serial PRIMARY KEY,
    a_rather_long_column_name_that_is_cut_as_well int UNIQUE CHECK (a_rather_long_column_name_that_is_cut_as_well > 0),
    "ünïcödé_nämé_thät_is_cüt_in_the_middle_of_a_cháräcter_öf_twó_bytes" text UNIQUE,
    parent int REFERENCES a_rather_long_table_name_that_leads_generated_names_beyond_63,
    CHECK (id > 0), CHECK (id <> parent)
);
CREATE INDEX ON a_rather_long_table_name_that_leads_generated_names_beyond_63 (a_rather_long_column_name_that_is_cut_as_well, parent);
CREATE INDEX ON a_rather_long_table_name_that_leads_generated_names_beyond_63 (a_rather_long_column_name_that_is_cut_as_well, parent);
CREATE INDEX ON a_rather_long_table_name_that_leads_generated_names_beyond_63 (lower("ünïcödé_nämé_thät_is_cüt_in_the_middle_of_a_cháräcter_öf_twó_bytes"));
CREATE TABLE this_name_is_longer_than_sixty_three_bytes_and_will_be_cut_by_the_server_silently (a int);
ALTER TABLE this_name_is_longer_than_sixty_three_bytes_and_will_be_cut_by_the_server_silently ADD COLUMN b int;
CREATE TABLE short (this_column_name_is_longer_than_sixty_three_bytes_and_is_cut_by_the_server int UNIQUE);
ALTER TABLE short ADD CONSTRAINT this_constraint_name_is_longer_than_sixty_three_bytes_and_is_cut_too CHECK (true);
