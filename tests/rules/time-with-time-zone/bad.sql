CREATE TABLE shifts (starts timetz, -- want: time-with-time-zone "after the clocks change"
  ends time with time zone); -- want: time-with-time-zone
