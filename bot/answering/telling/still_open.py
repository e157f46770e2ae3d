"""Tickets that are past their time and still open, where the contract measures only those that were resolved."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.draft import Draft, during
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked
from bot.answering.telling.spans import counted, named
from store.facts.common import Period
from store.measures.level_names import level_name
from store.measures.outcomes import only_resolved


def words(asked: Asked, lines: Sequence[Line], period: Period, draft: Draft) -> str:
    """How many of the period are still open past their time and so are not counted yet; empty where none is."""
    return " ".join(told for line in lines if (told := _of_line(asked, line, period, draft)))


def _of_line(asked: Asked, line: Line, period: Period, draft: Draft) -> str:
    levels = [version for version in line.versions if only_resolved(version)]
    if not levels:
        return ""
    by = min(period.bounds()[1], asked.case.now)
    store = asked.case.stores.outcomes
    found = store.open_late(asked.case.ref, levels[-1].metric, [one.id for one in levels], by)
    if not found:
        return ""
    name = level_name(levels[-1])
    number = counted(
        draft, "open_late", f"Open past their time, {name}, {period.label}", len(found), "ticket",
        sources=tuple(place for _, place in found[:10]),
    )  # fmt: skip
    one = len(found) == 1
    tickets = named(draft, [ticket for ticket, _ in found])
    return (
        f"Beside these, {number} {'is' if one else 'are'} still open past {'its' if one else 'their'} time for {name} ({tickets}), "
        f"and {'does' if one else 'do'} not count until resolved: the contract measures those resolved {during(period)}."
    )
