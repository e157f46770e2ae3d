"""What is put off is kept with everything else that people say of what is due; the list of its own goes.

It was keyed by lines of registers; what stood there is carried over.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry over what was put off, once for each line, and drop the table."""
    op.execute(
        sa.text(
            """
            INSERT INTO nudge_handling (contract_id, watched, acknowledged_by, snoozed_until, muted, evidence, owner)
            SELECT contract.id, 'line:' || snooze.contract || ':' || snooze.item, '', max(snooze.until), :no, '', ''
            FROM snooze JOIN contract ON contract.ref = snooze.contract
            WHERE NOT EXISTS (
                SELECT 1 FROM nudge_handling AS known
                WHERE known.contract_id = contract.id AND known.watched = 'line:' || snooze.contract || ':' || snooze.item
            )
            GROUP BY contract.id, snooze.contract, snooze.item
            """
        ).bindparams(sa.bindparam("no", False, sa.Boolean()))  # noqa: FBT003
    )
    op.drop_table("snooze")
