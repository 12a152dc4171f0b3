-- morph:nontransactional
CREATE INDEX CONCURRENTLY teams_id ON teams (id);
