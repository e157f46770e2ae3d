"""The charts of a pack: the levels that were missed, faults by month, the evidence, and in our own edition the credits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.casefile import CaseFile
from bot.charting.charts import chart, finished
from bot.charting.gathering import attainment
from bot.charting.model import Chart
from store.facts.common import Result

MISSED_SHOWN = 3


@dataclass
class UpTo(CaseFile):
    """A contract's file in which no month after the pack's own can be seen, so that no chart goes beyond it."""

    last: str = ""

    @classmethod
    def of(cls, case: CaseFile, month: str) -> UpTo:
        """The same file up to a month; what was measured already is not measured again."""
        return cls(case.stores, case.ref, case.today, case._results, case._counts, last=month)  # noqa: SLF001 - its own kind

    def months_with_data(self) -> tuple[str, ...]:
        """Every whole month the ticket data covers, up to the pack's."""
        return tuple(month for month in super().months_with_data() if month <= self.last)

    def last_full_month(self) -> str | None:
        """The pack's month, or the last whole one before it."""
        found = super().last_full_month()
        return min(found, self.last) if found else None


def charts(case: CaseFile, month: str, *, safe: bool) -> Iterator[Chart]:
    """Whatever can be drawn, the missed levels first."""
    case = UpTo.of(case, month)
    missed = [one.level for one in case.month(month) if one.result is Result.MISSED and one.level.priority is not None]
    for level in missed[:MISSED_SHOWN]:
        shown = attainment(case, level.metric.value, level.priority, level.service)
        if shown is not None:
            yield finished(shown, "attainment")
    for kind in ("break-fix", "evidence", *(() if safe else ("credits",))):
        made = chart(case, kind)
        if made is not None:
            yield made
