CREATE TABLE users (tenant_id bigint, email text NOT NULL, UNIQUE (tenant_id, email)); -- want: nullable-unique-column "when 'tenant_id' is NULL"
