CREATE TABLE events (at timestamptz, b timestamptz(3), c interval(0), d numeric(5, 0));
