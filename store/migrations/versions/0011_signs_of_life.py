"""Signs of life of the background work, which were files in the home that no other machine could read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
# It only adds: processes of versions before work beside it.
oldest = "0009"


def upgrade() -> None:
    """One small table."""
    op.create_table(
        "sign_of_life",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sign_of_life"),
    )
