LARGE = 100
_private = 1
SMALL = LARGE // 10
