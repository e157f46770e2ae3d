"""Keep registers, overrides and improvement plans."""

from alembic import op
import sqlalchemy as sa


revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("log_entry", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("log_entry", sa.Column("at", sa.BigInteger(), nullable=True))
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("overlays", sa.Text(), nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_register_entry_contract_id_contract"),
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
    )
    op.create_index("ix_register_entry_contract_id", "register_entry", ["contract_id"], unique=False)
    op.create_table(
        "improvement_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("sense", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_improvement_plan_contract_id_contract"),
        sa.PrimaryKeyConstraint("id", name="pk_improvement_plan"),
    )
    op.create_index("ix_improvement_plan_contract_id", "improvement_plan", ["contract_id"], unique=False)
    op.create_table(
        "ticket_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("ext_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_ticket_override_contract_id_contract"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_override"),
    )
    op.create_index("ix_ticket_override_contract_id", "ticket_override", ["contract_id"], unique=False)
    op.create_index("ix_ticket_override_ext", "ticket_override", ["contract_id", "ext_id"], unique=False)
