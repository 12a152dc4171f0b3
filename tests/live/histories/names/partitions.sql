create table parent_with_quite_a_long_name_for_a_table (id int, created_at timestamptz not null, value_column text, primary key (id, created_at), unique (value_column, created_at)) partition by range (created_at);
create table parent_with_quite_a_long_name_for_a_table_2020_01 partition of parent_with_quite_a_long_name_for_a_table for values from ('2020-01-01') to ('2020-02-01');
create index on parent_with_quite_a_long_name_for_a_table (value_column, id);
create index on parent_with_quite_a_long_name_for_a_table (lower(value_column));
create table parent_with_quite_a_long_name_for_a_table_2020_02 partition of parent_with_quite_a_long_name_for_a_table for values from ('2020-02-01') to ('2020-03-01');
