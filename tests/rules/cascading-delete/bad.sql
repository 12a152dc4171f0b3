CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint REFERENCES users ON DELETE CASCADE); -- want: cascading-delete "a DELETE from 'users' deletes rows of 'orders'"
