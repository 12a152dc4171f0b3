DROP INDEX shops_city;
