from .somewhere import Migration  # noqa: F401
