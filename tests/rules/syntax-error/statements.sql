CREATE TABLE users (id bigint,, name text); -- want: syntax-error
CREATE TABLE orders (id bigint);
SELEC 1; -- want: syntax-error
