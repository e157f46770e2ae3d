"""What several processes on one database must agree on: which version the tables ask for, whose turn it is to post, and which installations were begun."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three small tables; nothing that was there is touched."""
    op.create_table(
        "asks_for",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("oldest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_asks_for"),
    )
    op.create_table(
        "turn_to_post",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("next_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_turn_to_post"),
    )
    op.create_table(
        "install_begun",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_install_begun"),
    )
