CREATE DOMAIN positive AS integer CHECK (VALUE > 0); -- want: domain-with-constraint
CREATE DOMAIN given AS text NOT NULL; -- want: domain-with-constraint
