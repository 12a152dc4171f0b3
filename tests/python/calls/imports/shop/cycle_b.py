from shop import cycle_a
B = "b"
