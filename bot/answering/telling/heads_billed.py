"""Are we charged for more people or machines than we have? What was billed beside the head count, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during, listed
from bot.answering.telling.asked import Asked
from bot.answering.telling.held_prices import checked, invoiced_period
from bot.answering.telling.spans import counted, table
from store.facts.common import Period, Why
from store.measures.charge_drift import FIXED, UNITS

TOLD = 12


@dataclass(frozen=True, slots=True)
class _Month:
    """How many of one unit were billed in a month, beside the count that the charge goes by (None: no head count)."""

    month: str
    kind: str
    billed: Decimal
    units: int | None
    sources: tuple[str, ...]

    @property
    def off(self) -> Decimal:
        """How many were billed too many; negative where too few."""
        return Decimal(0) if self.units is None else self.billed - self.units


def tell(asked: Asked) -> Answer:
    """Every month's billed quantity against the head count of that month."""
    draft = asked.draft("value", timed=False)
    period = invoiced_period(asked)
    if period is None:
        draft.cannot("what was invoiced", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv")
        return draft.answer("We cannot tell: no invoices have been added.", "unknown", "cannot_tell")
    draft.period = period
    found = _months(asked, period)
    known = [one for one in found if one.units is not None]
    if not known:
        what, fix = (
            ("the head count", "Add it: itbot add headcount.csv")
            if found
            else ("a charge by head", "Add invoices with a quantity and a unit price.")
        )
        draft.cannot(what, Why.NOT_UPLOADED, fix)
        return draft.answer(
            f"We cannot compare what was billed with the head count {during(period)}.", "unknown", "cannot_tell"
        )
    off = [one for one in known if one.off]
    draft.say("\n".join(f"• {_line(one, draft)}" for one in off[-TOLD:]) if len(known) > 1 else "")
    if len(off) > TOLD:
        draft.say(
            f"And {counted(draft, 'more_months', 'Further months that differ', len(off) - TOLD, 'month')} more; the table has them all."
        )
    draft.say("" if len(known) == 1 or off[-1:] == known[-1:] else f"The latest: {_line(known[-1], draft)}.")
    for month in dict.fromkeys(one.month for one in found if one.units is None):
        draft.cannot(f"the head count of {draft.month(month)}", Why.NOT_UPLOADED, "Add it: itbot add headcount.csv")
    draft.say(
        "How it is counted: the quantities on the recurring lines of a month, added up, beside the last head count up to "
        "that month's end; a count taken on another day may explain a small difference."
    )
    rows = [(one.month, UNITS[one.kind], f"{one.billed:f}", one.units, f"{one.off:f}") for one in known]
    table(draft, f"Billed and counted, {period.label}", ("month", "unit", ">billed", ">counted", ">too many"), rows)
    if off:
        draft.ask_provider(
            f"Why does the number billed for {Period.of_month(off[-1].month).label} differ from our head count?"
        )
    over = [one for one in off if one.off > 0]
    return draft.answer(
        _headline(known, over, off, draft, period),
        "partly" if len(known) < len(found) else "answered",
        "yes" if over else "no",
    )


def _months(asked: Asked, period: Period) -> list[_Month]:
    grouped: dict[tuple[str, str], list[_Month]] = {}
    for one in checked(asked, period):
        if one.kind != FIXED:
            made = _Month(one.line.month, one.kind, one.line.quantity or Decimal(0), one.units, (str(one.line.source),))
            grouped.setdefault((one.line.month, one.kind), []).append(made)
    return [
        _Month(
            month,
            kind,
            sum((one.billed for one in some), Decimal(0)),
            some[0].units,
            tuple(s for o in some for s in o.sources),
        )
        for (month, kind), some in sorted(grouped.items())
    ]


def _line(one: _Month, draft: Draft) -> str:
    label, unit = draft.month(one.month), UNITS[one.kind]
    billed = draft.figure(
        "quantity_billed", f"{unit}s billed, {label}", f"{one.billed.normalize():f}", "count", sources=one.sources
    )
    heads = draft.figure("quantity_agreed", f"{unit}s by head count, {label}", one.units or 0, "count")
    return f"{label}: {billed} {unit}s billed, {heads} counted"


def _headline(known: list[_Month], over: list[_Month], off: list[_Month], draft: Draft, period: Period) -> str:
    months = len({one.month for one in known})
    of = draft.figure("months_checked", f"Months billed and counted, {period.label}", months, "count")
    units = listed(dict.fromkeys(f"{UNITS[one.kind]}s" for one in over or known))
    if len(known) == 1:
        return f"{_line(known[0], draft)}."
    if over:
        number = draft.figure(
            "months_over", f"Months with more billed than counted, {period.label}", _in_months(over), "count"
        )
        return f"Yes: in {number} of the {of} months checked more {units} were billed than the head count shows."
    under = _in_months(off)
    tail = (
        f", though in {counted(draft, 'months_under', 'Months with fewer billed than counted', under, 'month')} fewer were billed"
        if under
        else ""
    )
    return f"No: in none of the {of} months checked ({period.label}) were more {units} billed than the head count shows{tail}."


def _in_months(some: list[_Month]) -> int:
    """In how many months these lie: users and devices may both differ in one."""
    return len({one.month for one in some})
