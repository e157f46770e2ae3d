"""When an answer or a fix would be due for something reported at a given moment, with the clock's steps from then to there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.asking.moments import Moment
from bot.answering.asking.period import day
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked
from bot.answering.telling.cover import in_words
from bot.answering.telling.gathered import clock_of
from bot.answering.telling.levels import clause_words, limit
from bot.answering.telling.spans import span
from store.facts.agreed import Firmness, Metric, ServiceLevel
from store.facts.common import Period, Source, Why
from store.facts.tickets import Ticket
from store.measures.applicable import in_days
from store.measures.calendar import Clock
from store.measures.level_names import level_name
from store.measures.outcomes import OutcomeColumns, columns_of, judged
from store.measures.ticket_columns import NO_TIME

TIMED = (Metric.RESPONSE, Metric.RESOLUTION)
# So many levels are told in the headline; of more a list.
FEW = 2
# Days of the clock told one by one; of more than these only the first and the last.
TOLD = 4


def tell(asked: Asked) -> Answer:
    """The due moment of each level asked about, as the same clock gives it that judges real tickets."""
    moment = asked.question.moment
    draft = asked.draft("metric", timed=False)
    wanted = [one for one in asked.question.metrics if one in TIMED] or list(TIMED)
    lines = asked.case.lines_for(wanted, asked.question.priorities)
    on = moment.at.date() if moment else asked.case.today
    levels = [level for line in lines if (level := line.on(on)) is not None]
    if moment is None or not levels:
        draft.cannot("when it would be due", Why.NOT_IN_CONTRACT, "No clause that we have read sets a time for it.")
        return draft.answer("The contract, as we read it, sets no time for this.", "unknown", "cannot_tell")
    told = [words for level in levels if (words := _one(asked, level, moment, draft))]
    _conditions(asked, levels, moment, draft)
    if not told:
        return draft.answer("We cannot tell when it would be due.", "unknown", "cannot_tell")
    reported = _at(draft, "reported", "Reported", moment.at)
    if len(told) > FEW:
        draft.paragraphs.insert(0, "\n".join(f"• {one[:1].upper()}{one[1:]}" for one in told))
        head = f"Reported on {reported}, each priority has a time of its own."
    else:
        head = f"Reported on {reported}, {listed(told)}."
    return draft.answer(head, "partly" if len(told) < len(levels) else "answered")


def _one(asked: Asked, level: ServiceLevel, moment: Moment, draft: Draft) -> str:
    """Say how the clock of one level runs from the moment; returns the due moment for the headline, empty where none."""
    due, clock = _due(asked, level, moment.at), clock_of(asked.case, level, _around(moment.at.date()))
    name = level_name(level)
    if due is None or clock is None:
        draft.cannot(
            f"when {name} would be due", Why.CONFLICT, "Settle the term or the hours: itbot terms --status conflict"
        )
        draft.say(clause_words(level, draft))
        return ""
    shown = _at(draft, "due", f"{name}: due", due)
    draft.say(f"{name[:1].upper()}{name[1:]}: {_steps(level, clock, moment.at, due, draft)}")
    quoted = clause_words(level, draft)
    if quoted not in draft.paragraphs:
        draft.say(quoted)
    aim = "" if level.firmness is Firmness.MUST else " (an aim, not a promise)"
    return f"{name} is due by {shown}{aim}"


def _due(asked: Asked, level: ServiceLevel, at: datetime) -> datetime | None:
    """When the limit runs out for a ticket logged then: judged by the very rules that judge real tickets."""
    ticket = Ticket("asked", at, Source("question"), priority=level.priority)
    made: OutcomeColumns = judged(
        columns_of([ticket]), [level], asked.case.facts.hours, int(at.timestamp()), asked.case.facts.tz
    )
    outcome = made.response if level.metric is Metric.RESPONSE else made.resolution
    seconds = int(outcome.due[0])
    return None if seconds == NO_TIME else datetime.fromtimestamp(seconds, ZoneInfo(asked.case.facts.tz))


def _around(on: date) -> Period:
    return Period(on, on + timedelta(days=30), "")


def _steps(level: ServiceLevel, clock: Clock, at: datetime, due: datetime, draft: Draft) -> str:
    """The clock's way: where it starts, how much runs on each day, where it ends."""
    allowed = limit(level, draft)
    if clock.hours.always:
        return f"{allowed} around the clock, counted from that moment."
    hours = in_words(clock.hours)
    draft.figure("service_hours", hours, "1", "count", role="target")
    zone = at.tzinfo
    starts = clock.next_opening(at).astimezone(zone)
    begin = (
        f"the desk ({hours}) is closed then, so time starts on {_at(draft, 'starts', 'The clock starts', starts)}"
        if starts > at
        else f"the desk ({hours}) is open then, so time starts at once"
    )
    if in_days(level):
        return f"{begin}; {allowed} allowed, and it runs out when the desk closes on the last of them."
    return f"{begin}; {allowed} allowed: {_days(clock, starts, due, draft)}."


def _days(clock: Clock, starts: datetime, due: datetime, draft: Draft) -> str:
    """How much of the time runs on each day."""
    told, on = [], starts.date()
    while on <= due.date():
        first = max(starts, datetime(on.year, on.month, on.day, tzinfo=starts.tzinfo))
        last = min(due, datetime.combine(on + timedelta(days=1), datetime.min.time(), starts.tzinfo))
        if (spent := clock.elapsed(first, last)) > 0:
            shown = draft.on("clock_day", "A day on which the clock runs", on)
            told.append(
                f"{span(draft, 'clock_day_spent', f'Time that runs on {shown}', spent, on_clock=True)} on {shown}"
            )
        on += timedelta(days=1)
    return listed(told) if len(told) <= TOLD else f"{told[0]}, and so on to {told[-1]}"


def _conditions(asked: Asked, levels: list[ServiceLevel], moment: Moment, draft: Draft) -> None:
    """What the reckoning supposes: the day, how many must make it, and waits that may be taken off."""
    if moment.supposed:
        draft.say(
            f"You named a day of the week, so this is the next one, {draft.on('supposed_day', 'The day supposed', moment.at.date())}; "
            "a public holiday in another week would move it."
        )
    if not asked.question.priorities and any(level.priority for level in levels):
        draft.say("You named no priority, so each one is told.")
    if any(level.pauses for level in levels):
        draft.say("Waits that the contract lets them take off, such as for an answer of yours, would move it on.")
    if any(level.target_pct for level in levels):
        draft.say(
            "A single ticket past that moment breaks no promise by itself: the contract tests a share of the month's tickets."
        )


def _at(draft: Draft, key: str, label: str, at: datetime) -> str:
    """Register a moment of the contract's zone and say it with its weekday: "Monday 30 November 2026 at 08:15"."""
    draft.figure(key, label, at.isoformat(timespec="minutes"), "time")
    words = f"{at:%A} {day(at.date())} at {at:%H:%M}"
    draft.readings.append(words)
    return words
