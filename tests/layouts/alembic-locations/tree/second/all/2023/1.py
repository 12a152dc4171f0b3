revision: str = "s1"
down_revision: str | None = None
