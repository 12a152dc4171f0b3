CREATE TABLE events (body json); -- want: json-type "neither equality nor an index"
