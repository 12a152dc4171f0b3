from alembic import context
from sqlalchemy import MetaData, create_engine, pool

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "u_%(column_0N_name)s_of_%(table_name)s",
    "ck": "check_%(constraint_name)s",
    "fk": "%(table_name)s_%(column_0_label)s_%(referred_table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def run_migrations_online():
    engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


if not context.is_offline_mode():
    run_migrations_online()
