CREATE TABLE users (id bigint PRIMARY KEY,
  "createdAt" timestamptz); -- want: quoted-name "column 'createdAt' must be quoted"
CREATE TABLE "user table" (id int); -- want: quoted-name
CREATE INDEX "users-created" ON users ("createdAt"); -- want: quoted-name
