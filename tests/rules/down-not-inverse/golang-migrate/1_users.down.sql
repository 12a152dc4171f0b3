DROP TABLE users; -- want: down-not-inverse "table 'orders' was not there before"
