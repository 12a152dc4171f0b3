---- tern: disable-tx ----
CREATE INDEX CONCURRENTLY a_id ON a (id);
