"""When the provider works: the hours the contract sets, quoted."""

from __future__ import annotations

from datetime import timedelta

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed
from bot.answering.telling import promised, words
from bot.answering.telling.asked import Asked
from store.facts.agreed import ClockKind, Metric, ServiceHours
from store.facts.common import FAR_PAST, Source, Status, Why
from store.measures.level_names import level_name
from store.records import TermRecord

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tell(asked: Asked) -> Answer:
    """The service hours and what the contract says of the time outside them."""
    if asked.question.priorities and asked.question.metrics:
        return promised.targets(asked)
    draft = asked.draft("clause", timed=False)
    terms = [t for t in asked.case.stores.terms.listed(asked.case.ref) if t.kind == "service_hours" and t.quote]
    terms = [t for t in terms if t.effective_from <= asked.day <= t.effective_to] or terms
    hours = asked.case.stores.contracts.facts(asked.case.ref, asked.day).hours
    doubtful = [t for t in terms if t.status is Status.CONFLICT]
    if hours is None and doubtful:
        return _in_doubt(asked, doubtful)
    if hours is None or not terms:
        found = words.tell(asked, asked.library()) if asked.library else None
        if found is not None and found.state == "answered":
            return found
        draft.cannot("when the provider works", Why.NOT_IN_CONTRACT, "No clause that we have read sets hours.")
        return draft.answer("The contract, as we read it, sets no hours of service.", "unknown", "cannot_tell")
    open_hours = in_words(hours)
    draft.figure("service_hours", open_hours, "1", "count", role="target", sources=tuple(t.document for t in terms[:1]))
    for term in terms:
        draft.say(
            f"The contract: {draft.quoted(Source(term.document, clause=term.clause, page=term.page, quote=term.quote), term.status)}."
        )
    _before(asked, terms, hours, draft)
    for passage in asked.passages(f"time runs in service hours; outside service hours; {asked.question.spoken}", 2):
        draft.say(f"See also {draft.quoted(passage)}.")
    return draft.answer(f"They work {open_hours}{_at_all_hours(asked, draft, hours)}.")


def _in_doubt(asked: Asked, terms: list[TermRecord]) -> Answer:
    """Hours that a change left open: its words, and no hours."""
    draft = asked.draft("clause", timed=False)
    for term in terms:
        source = Source(term.document, clause=term.clause, page=term.page, quote=term.quote)
        draft.say(f"The contract: {draft.quoted(source, term.status)}.")
        draft.readings += list(term.readings)
    draft.cannot(
        "when the provider works", Why.CONFLICT, "Settle it with the contract in hand: itbot terms --status conflict"
    )
    return draft.answer(
        "The contract can be read in more than one way here, so I give no hours.", "unknown", "cannot_tell"
    )


def _before(asked: Asked, now: list[TermRecord], hours: ServiceHours, draft: Draft) -> None:
    """What the hours were until a change, with the words of that time, where the hours of the day came by one."""
    changed = max((term.effective_from for term in now), default=FAR_PAST)
    if changed == FAR_PAST:
        return
    earlier = asked.case.stores.contracts.facts(asked.case.ref, changed - timedelta(days=1)).hours
    if earlier is None or earlier == hours:
        return
    since = draft.on("changed_on", "Service hours in force from", changed)
    was = in_words(earlier)
    draft.figure("service_hours_before", was, "1", "count", role="target")
    draft.say(f"This holds since {since}; before that they worked {was}.")


def _at_all_hours(asked: Asked, draft: Draft, hours: ServiceHours) -> str:
    """What else is promised whose time runs outside these hours, and where that stands; empty where nothing is."""
    today = asked.day
    levels = [
        level
        for level in asked.case.agreed.levels
        if level.metric in {Metric.RESPONSE, Metric.RESOLUTION}
        and level.clock is ClockKind.CALENDAR
        and level.status in {Status.FOUND, Status.CONFIRMED}
        and level.effective_from <= today <= level.effective_to
    ]
    if hours.always or not levels:
        return ""
    for source in dict.fromkeys(level.source for level in levels):
        draft.say(f"The contract: {draft.quoted(source)}.")
    return f"; the time for {listed([level_name(level) for level in levels])} runs around the clock"


def in_words(hours: ServiceHours) -> str:
    """Monday to Friday, 08:00 to 18:00, without public holidays."""
    if hours.always:
        return "around the clock"
    windows: dict[tuple[int, int], list[int]] = {}
    for weekday, start, end in hours.weekly:
        windows.setdefault((start, end), []).append(weekday)
    spans = [f"{_days(days)}, {_time(start)} to {_time(end)}" for (start, end), days in windows.items()]
    return "; ".join(spans) + (", without public holidays" if hours.holiday_country else "")


def _days(days: list[int]) -> str:
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{DAYS[days[0]]} to {DAYS[days[-1]]}"
    return " and ".join(DAYS[day] for day in days)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
