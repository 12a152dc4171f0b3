revision: str = 's2'
down_revision: str | None = "s1"
