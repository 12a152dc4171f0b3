CREATE TABLE invoices (total numeric(19, 4), money bigint);
