"""The charts of a pack: the levels that were missed, faults by month, the evidence, and in our own edition the credits."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.casefile import CaseFile
from bot.charting.charts import chart, finished
from bot.charting.gathering import attainment
from bot.charting.model import Chart
from store.facts.common import Result

MISSED_SHOWN = 3


def charts(case: CaseFile, month: str, *, safe: bool) -> Iterator[Chart]:
    """Whatever can be drawn, the missed levels first."""
    missed = [one.level for one in case.month(month) if one.result is Result.MISSED and one.level.priority is not None]
    for level in missed[:MISSED_SHOWN]:
        shown = attainment(case, level.metric.value, level.priority, level.service)
        if shown is not None:
            yield finished(shown, "attainment")
    for kind in ("break-fix", "evidence", *(() if safe else ("credits",))):
        made = chart(case, kind)
        if made is not None:
            yield made
