-- incomplete
CREATE INDEX users_email ON users (email); -- want: index-not-concurrent
