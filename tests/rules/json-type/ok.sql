CREATE TABLE events (body jsonb, json text);
