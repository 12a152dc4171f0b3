from alembic import context
context.configure()
context.run_migrations()
