CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES users, b bigint REFERENCES users ON DELETE SET NULL,
  c bigint REFERENCES users ON UPDATE CASCADE);
