CREATE TABLE a (id uuid PRIMARY KEY DEFAULT gen_random_uuid()); -- want: random-uuid-key
CREATE EXTENSION "uuid-ossp";
CREATE TABLE b (id uuid DEFAULT uuid_generate_v4(), -- want: random-uuid-key
  PRIMARY KEY (id));
