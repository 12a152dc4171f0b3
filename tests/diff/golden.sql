-- migvet: renamed? column 'customers.mail' to 'email': with --renames it is, here it is dropped and made anew
SET lock_timeout = '5s';
-- migvet: not-rerunnable: if a later statement fails, this one has committed already, and running the migration again fails here
ALTER INDEX public.orders_note RENAME TO orders_notes;
DROP VIEW public.named;
DROP VIEW public.paying;
-- migvet: drop-table: dropping table 'leftovers' deletes its data and breaks whatever still uses it
DROP TABLE public.leftovers;
-- migvet: drop-column: dropping column 'mail' of 'customers' deletes its data and breaks running code that still names it
ALTER TABLE public.customers DROP COLUMN mail;
ALTER TYPE public.status ADD VALUE 'sent' AFTER 'new';
CREATE OR REPLACE FUNCTION public.double(n integer) RETURNS integer
    LANGUAGE sql
    AS $$SELECT n + n$$;
-- migvet: add-required-column: adding required column 'email' fails if 'customers' has any row, and breaks the INSERTs of running code, which does not set it
ALTER TABLE public.customers ADD COLUMN email text NOT NULL;
-- migvet: column-type-rewrite: changing 'name' from text to varchar(80) rewrites 'customers': reads and writes are blocked until every row is written again
ALTER TABLE public.customers ALTER COLUMN name TYPE varchar(80);
CREATE TABLE public.invoices (
    id bigint NOT NULL,
    order_id bigint
);
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_present CHECK (customer_id IS NOT NULL) NOT VALID;
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_present;
ALTER TABLE public.orders ALTER COLUMN customer_id SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_present;
ALTER TABLE ONLY public.orders ALTER COLUMN total SET DEFAULT 0;
CREATE VIEW public.paying (id, name) AS
SELECT customers.id AS id, customers.name AS name FROM public.customers WHERE customers.state = 'paid';
CREATE VIEW public.named (name) AS
SELECT paying.name AS name FROM public.paying;
ALTER TABLE ONLY public.invoices ADD CONSTRAINT invoices_order_id_key UNIQUE (order_id);
ALTER TABLE ONLY public.invoices ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);
CREATE INDEX CONCURRENTLY orders_customer ON public.orders USING btree (customer_id);
ALTER TABLE public.customers ADD CONSTRAINT customers_name_check CHECK (name <> '') NOT VALID;
ALTER TABLE public.customers VALIDATE CONSTRAINT customers_name_check;
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers (id) NOT VALID;
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey;
COMMENT ON TABLE public.orders IS 'what was | is ordered';
-- migvet: not brought about: order of columns of table 'customers': id, email, name, state, before: id, name, state, email
