-- migvet: allow unresolved-statement -- the rule is off by default, so nothing can be said
SELECT 1;
