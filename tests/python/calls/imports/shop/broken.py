def ok():
    return 1

this is no python
BEHIND = 2
