CREATE TABLE Users (Id bigint PRIMARY KEY, "name" text, größe int, a1$ int);
