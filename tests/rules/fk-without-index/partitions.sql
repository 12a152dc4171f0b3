-- told once, at the parent
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE logs (at date, user_id bigint REFERENCES users) PARTITION BY RANGE (at); -- want: fk-without-index
CREATE TABLE logs1 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
