"""When the provider works: the hours the contract sets, quoted."""

from __future__ import annotations

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed
from bot.answering.telling import promised, words
from bot.answering.telling.asked import Asked
from bot.answering.telling.levels import level_name
from store.facts.agreed import ClockKind, Metric, ServiceHours
from store.facts.common import Source, Status, Why

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tell(asked: Asked) -> Answer:
    """The service hours and what the contract says of the time outside them."""
    if asked.question.priorities and asked.question.metrics:
        return promised.targets(asked)
    draft = asked.draft("clause", timed=False)
    terms = [t for t in asked.case.stores.terms.listed(asked.case.ref) if t.kind == "service_hours" and t.quote]
    hours = asked.case.facts.hours
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
    for passage in asked.passages(f"time runs in service hours; outside service hours; {asked.question.spoken}", 2):
        draft.say(f"See also {draft.quoted(passage)}.")
    return draft.answer(f"They work {open_hours}{_at_all_hours(asked, draft, hours)}.")


def _at_all_hours(asked: Asked, draft: Draft, hours: ServiceHours) -> str:
    """What else is promised whose time runs outside these hours, and where that stands; empty where nothing is."""
    today = asked.case.today
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
