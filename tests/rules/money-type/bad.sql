CREATE TABLE invoices (total money); -- want: money-type "lc_monetary"
-- next migration
ALTER TABLE invoices ADD COLUMN tax money[]; -- want: money-type
