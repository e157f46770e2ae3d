"""How long a ticket was on hold in all, where its tool says no more than that."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; tickets already kept say nothing of it until their export is added again."""
    op.add_column("ticket", sa.Column("hold_s", sa.Integer(), nullable=True))
