-- today: 2026-12-24T09:00 -- want
CREATE TABLE a (id bigint PRIMARY KEY);
