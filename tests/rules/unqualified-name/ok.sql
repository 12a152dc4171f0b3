CREATE TABLE public.users (id bigint PRIMARY KEY);
CREATE INDEX i ON public.users (id);
CREATE SCHEMA app;
CREATE TEMPORARY TABLE t (id int);
