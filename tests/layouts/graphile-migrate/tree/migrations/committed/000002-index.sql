--! Previous: sha1:aa
--! Hash: sha1:bb
--! Message: index
--! no-transaction

CREATE INDEX CONCURRENTLY a_id ON a (id);
