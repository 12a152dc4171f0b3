CREATE TABLE users (
  id bigint,
  phone1 text, -- want: numbered-columns "3 columns of 'users' hold a list: 'phone1'"
  phone2 text, phone3 text);
