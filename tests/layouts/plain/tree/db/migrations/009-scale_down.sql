-- not a down part: nothing is called "009-scale"
SELECT 1;
