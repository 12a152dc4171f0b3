CREATE TABLE users (id serial PRIMARY KEY); -- want: serial-column "GRANT on 'users'"
CREATE TABLE orders (id bigserial PRIMARY KEY, -- want: serial-column
  part smallserial); -- want: serial-column
