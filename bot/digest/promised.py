"""Promises on record, for people: each with its number, its day, its words and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.digest.gist import day_name
from bot.digest.safe import safe
from store.facts.promised import Promise, State
from store.measures.promises import Kept, counted, days_late, kept_by_month, state_on

if TYPE_CHECKING:
    from bot.wiring import Interpreter

STATES = {
    State.OPEN: "open", State.KEPT: "kept", State.LATE: "kept late", State.MISSED: "not kept",
    State.WITHDRAWN: "withdrawn", State.UNKNOWN: "past its day, and nobody has said what became of it",
}  # fmt: skip


def due_words(one: Promise) -> str:
    """When it is due, as people write it; the mail's own words where they name no day."""
    if one.due is not None:
        return f"{'from' if one.starts else 'by'} {day_name(one.due)}"
    if one.due_from is not None and one.due_to is not None:
        return f"between {day_name(one.due_from)} and {day_name(one.due_to)}"
    return f'no date ("{safe(one.words)}")' if one.words else "no date"


def promise_row(one: Promise, today: date) -> dict[str, Any]:
    """One promise as `itbot promises --json` shows it."""
    return {
        "id": one.number,
        "contract": one.contract,
        "who": one.who,
        "what": safe(one.what),
        "due": one.due and one.due.isoformat(),
        "due_from": one.due_from and one.due_from.isoformat(),
        "due_to": one.due_to and one.due_to.isoformat(),
        "words": safe(one.words),
        "quote": safe(one.quote),
        "note": one.note,
        "made_at": one.made_at.isoformat(),
        "source": one.source.file,
        "status": one.status.value,
        "state": state_on(one, today).value,
        "days_late": days_late(one, today) if state_on(one, today) not in {State.KEPT, State.WITHDRAWN} else 0,
        "closed_on": one.closed_on and one.closed_on.isoformat() if one.state is not State.OPEN else None,
        "evidence": safe(one.evidence),
        "proposed": one.proposed.value if one.proposed else None,
        "proposed_evidence": safe(one.proposed_by),
    }


def kept_row(kept: Kept) -> dict[str, Any]:
    """The counts, with the rate in per cent where anything is known."""
    return {
        "kept": kept.kept, "late": kept.late, "missed": kept.missed, "unknown": kept.unknown, "open": kept.open,
        "undated": kept.undated, "withdrawn": kept.withdrawn, "rate": None if kept.rate is None else str(kept.rate),
    }  # fmt: skip


def overview(interpreter: Interpreter, ref: str, today: date) -> dict[str, Any]:
    """Every promise of a contract, the counts, and the counts of the last six months by the month they fell due in."""
    promises = interpreter.stores.promises.listed(ref)
    months = sorted({f"{one.latest:%Y-%m}" for one in promises if one.latest and one.latest <= today})[-6:]
    tz = interpreter.stores.contracts.facts(ref).tz
    trend = kept_by_month(promises, months, today, tz)
    return {
        "contract": ref,
        "as_of": today.isoformat(),
        "promises": [promise_row(one, today) for one in promises],
        "kept": kept_row(counted(promises, today)),
        "by_month": [{"month": month, **kept_row(kept)} for month, kept in trend],
    }


def sentence_of(kept: Kept) -> str:
    """The counts in a sentence: "3 kept, 1 late, 1 not kept; of 2 nobody has said what became"."""
    parts = [f"{kept.kept} kept", f"{kept.late} kept late", f"{kept.missed} not kept"]
    told = ", ".join(parts) if kept.judged else "none of which anybody has said what became of it"
    rest = f"; of {kept.unknown} past their day nobody has said what became" if kept.unknown else ""
    return f"{told}{rest}; {kept.open} still open" + (
        f", {kept.undated} of them without a date" if kept.undated else ""
    )


def ordered(promises: Sequence[Promise], today: date) -> list[Promise]:
    """What needs a person first: past its day, then what is open by its day, then the rest."""
    rank = {State.UNKNOWN: 0, State.OPEN: 1, State.MISSED: 2, State.LATE: 3, State.KEPT: 4, State.WITHDRAWN: 5}
    return sorted(promises, key=lambda one: (rank[state_on(one, today)], one.latest or date.max, one.number or 0))
