CREATE INDEX shops_city ON shops (city);
