revision = "0a1b"
