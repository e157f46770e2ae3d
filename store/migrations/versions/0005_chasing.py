"""Keep what people said of reminders, and what was sent."""

from alembic import op
import sqlalchemy as sa


revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "nudge_handling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("watched", sa.Text(), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("interval_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_nudge_handling_contract_id_contract"),
        sa.PrimaryKeyConstraint("id", name="pk_nudge_handling"),
        sa.UniqueConstraint("contract_id", "watched", name="uq_nudge_handling_contract_id_watched"),
    )
    op.create_index("ix_nudge_handling_contract_id", "nudge_handling", ["contract_id"], unique=False)
    op.create_table(
        "nudge_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("watched", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("posted", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_nudge_sent_contract_id_contract"),
        sa.PrimaryKeyConstraint("id", name="pk_nudge_sent"),
    )
    op.create_index("ix_nudge_sent_contract_id", "nudge_sent", ["contract_id"], unique=False)
    op.create_index("ix_nudge_sent_watched", "nudge_sent", ["watched"], unique=False)
    op.create_table(
        "nudge_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column("fallback", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_nudge_people_contract_id_contract"),
        sa.PrimaryKeyConstraint("id", name="pk_nudge_people"),
        sa.UniqueConstraint("contract_id", name="uq_nudge_people_contract_id"),
    )
    op.create_index("ix_nudge_people_contract_id", "nudge_people", ["contract_id"], unique=False)
