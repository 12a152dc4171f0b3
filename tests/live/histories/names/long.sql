create table this_table_has_a_very_long_name_that_is_nearly_at_the_limit_of (
    this_column_has_a_very_long_name_that_is_nearly_at_the_limit_of serial primary key,
    another_column_with_a_long_name_which_goes_on_and_on int unique check (another_column_with_a_long_name_which_goes_on_and_on > 0) references this_table_has_a_very_long_name_that_is_nearly_at_the_limit_of,
    short int unique,
    short2 int);
create index on this_table_has_a_very_long_name_that_is_nearly_at_the_limit_of (short, another_column_with_a_long_name_which_goes_on_and_on);
create index on this_table_has_a_very_long_name_that_is_nearly_at_the_limit_of (short2);
create index on this_table_has_a_very_long_name_that_is_nearly_at_the_limit_of (short2);
create table this_name_is_longer_than_sixty_three_bytes_and_so_it_is_truncated_by_the_server (a int unique);
create table "ääääääääääääääääääääääääääääääääääää" ("öööööööööööööööööööööööööööööö" int unique check ("öööööööööööööööööööööööööööööö" > 0), "ü" serial);
create index on "ääääääääääääääääääääääääääääääää" ("öööööööööööööööööööööööööööööö");
create table "x日本語日本語日本語日本語日本語日本語" ("日本語日本語日本語日本語日本語" int unique, id serial);
