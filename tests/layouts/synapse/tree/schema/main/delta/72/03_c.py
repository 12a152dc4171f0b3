def run_create(): pass
