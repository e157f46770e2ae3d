"""Judged tickets as rows of the outcome table, with the instant that puts each into its month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from store.facts.agreed import ServiceLevel
from store.measures.outcomes import EXCLUDED, MET, MISSED, PENDING, OutcomeColumns, Outcomes
from store.measures.ticket_columns import TicketColumns, Whole

PARTS = ("level", "met", "month", "at", "due", "s")
NAMES = ("ticket_id", *(f"{metric}_{part}" for metric in ("response", "resolution") for part in PARTS), "felt_s")


def outcome_rows(
    outcomes: OutcomeColumns | None, columns: TicketColumns, spoken: Whole, levels: Sequence[ServiceLevel]
) -> list[tuple[int, ...]]:
    """One row a ticket, in the order of NAMES; none where nothing was judged."""
    if outcomes is None:
        return []
    by_opening = [level.id for level in levels if level.month_by == "opened"]
    arrays = [
        outcomes.ids,
        *_parts(outcomes.response, columns.opened),
        *_parts(outcomes.resolution, deciding_instant(outcomes.resolution, columns, spoken, by_opening)),
        outcomes.felt,
    ]
    return list(zip(*(array.tolist() for array in arrays), strict=True))


def _parts(outcomes: Outcomes, at: Whole) -> tuple[Whole, ...]:
    return outcomes.level, outcomes.met.astype(np.int64), outcomes.month, at, outcomes.due, outcomes.elapsed


def deciding_instant(
    outcomes: Outcomes, columns: TicketColumns, spoken: Whole, levels_by_opening: Sequence[int]
) -> Whole:
    """When each resolution belongs: its own instant, the breach of an open one, else the export's; see `judged`."""
    stopped = outcomes.elapsed >= 0
    at = np.where(stopped & np.isin(outcomes.met, (MET, MISSED, EXCLUDED)), columns.resolved, columns.opened)
    at = np.where((outcomes.met == MISSED) & ~stopped, outcomes.due, at)
    at = np.where(outcomes.met == PENDING, spoken, at)
    return np.where(np.isin(outcomes.level, levels_by_opening), columns.opened, at)
