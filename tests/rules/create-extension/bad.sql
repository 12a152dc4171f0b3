CREATE EXTENSION postgis; -- want: create-extension
