VERSION = "1.0"
from .sizes import LARGE
