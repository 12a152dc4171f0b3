CREATE TYPE state AS ENUM ('new', 'done'); -- want: enum-type "no value of 'state' can be removed"
