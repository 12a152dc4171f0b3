from shop.sizes import *
from sqlalchemy.types import *
