CREATE TABLE t (id bigint PRIMARY KEY, a ${TYPE} NOT NULL, b integer DEFAULT ${VALUE}, CONSTRAINT positive CHECK (a > 0), CONSTRAINT small CHECK (b < 9));
CREATE TABLE u (t_a ${TYPE}, t_id bigint, CONSTRAINT u_a FOREIGN KEY (t_a) REFERENCES t (a), CONSTRAINT u_id FOREIGN KEY (t_id) REFERENCES t (id));
CREATE INDEX u_hash ON u USING hash (t_a);
CREATE INDEX u_plain ON u (t_a, t_id);
