"""What each message asks of its reader, by when; messages read before are read once more for it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
# It only adds: processes of versions before work beside it.
oldest = "0009"


def upgrade() -> None:
    """Add the column; empty until the message is read again."""
    op.add_column("mail_reading", sa.Column("asked", sa.JSON(), nullable=True))
