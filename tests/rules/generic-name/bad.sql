CREATE TABLE orders (id bigint PRIMARY KEY,
  data jsonb, -- want: generic-name
  flag boolean); -- want: generic-name
