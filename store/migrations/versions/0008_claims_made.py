"""What people said of claims for service credits."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "claim_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("is_claim", sa.Boolean(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_claim_word_contract_id_contract"),
        sa.PrimaryKeyConstraint("id", name="pk_claim_word"),
        sa.UniqueConstraint("contract_id", "month", "mail", name="uq_claim_word_contract_id_month_mail"),
    )
    op.create_index("ix_claim_word_contract_id", "claim_word", ["contract_id"], unique=False)
