CREATE TABLE "na:me, 100%" (id bigint PRIMARY KEY, "ä😀" text);
