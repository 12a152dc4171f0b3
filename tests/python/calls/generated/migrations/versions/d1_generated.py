from alembic import op
from shop import status_pb2
from shop.lazy import ABSENT, ID_LEN
from shop.status_pb2 import Status

revision = "d1"
down_revision = None
length = ID_LEN
absent = ABSENT
paid = Status.Value("PAID")
lost = status_pb2.Status.Value("LOST")
name = Status.Name(3)
all_of_them = {key: Status.Value(key) for key in Status.keys()}
pairs = status_pb2.Color.items()
constant = status_pb2.GONE
missing = Status.Value("MISSING")


def upgrade():
    op.execute("UPDATE orders SET status = '%s'" % Status.Name(1))
