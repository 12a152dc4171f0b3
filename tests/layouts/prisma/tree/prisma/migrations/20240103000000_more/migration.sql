ALTER TABLE "User" ADD b int;
