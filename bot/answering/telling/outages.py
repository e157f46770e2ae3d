"""Outages as people live them: how often, how long in all, which was the worst."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft, during, listed
from bot.answering.telling import announced_work
from bot.answering.telling.asked import Asked
from bot.answering.telling.busy import on_busy_days
from bot.answering.telling.gathered import desk_clock, span_label
from bot.answering.telling.levels import clause_words
from bot.answering.telling.spans import counted, moment, span, span_words, table
from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Period, Why
from store.facts.happened import Outage
from store.measures.availability import counts_as_down
from store.measures.outage_events import Event, Events, outage_events

TOLD = 6
PLANNED = re.compile(r"\b(?:planned|scheduled|maintenance)\b(?<!unplanned)", re.IGNORECASE)
# Days around an outage in which its notice in working days is counted.
WEEKS = timedelta(days=60)


def tell(asked: Asked) -> Answer:
    """Every outage on record in the period, unplanned and planned apart."""
    draft = asked.draft("metric", timed=False)
    period = _period(asked)
    if PLANNED.search(asked.question.spoken) and not _planned_on_record(asked) and announced_work.announced(asked)[0]:
        return announced_work.tell(asked)
    if period is None:
        return _nothing_kept(draft)
    if period.start > asked.case.today:
        draft.cannot(f"outages in {period.label}", Why.NO_DEMAND, "Ask again when that time has passed.")
        return draft.answer(f"{period.label} has not happened yet.", "unknown", "cannot_tell")
    draft.period = period
    if asked.question.period is None:
        draft.say(f"You named no period, so this is {period.label}.")
    recorded = _holes(asked, period, draft)
    if recorded == 0:
        return draft.answer(f"We cannot tell: no record of outages covers {period.label}.", "unknown", "cannot_tell")
    service = asked.question.service
    found = _events(asked.case, period, service)
    headline = _planned_headline(asked, found, draft, period) or _headline(found, draft, period, service)
    _told(found, draft, asked.case.facts.tz)
    _late(found, draft, asked.case)
    starts = [(f"{one.outage.service}, {place}", one.outage.start) for place, one in enumerate(found.unplanned, 1)]
    draft.say(on_busy_days(asked, starts, ("outage", "outages"), draft))
    _by_service(found, draft, period, asked.case)
    draft.say(
        "How it is counted: each recorded outage is one; its length is its end less its start, as far as it lies in the "
        "period, and a moment is counted once for a service however many entries speak of it."
    )
    _promise(asked, draft, service)
    return draft.answer(headline)


def _planned_on_record(asked: Asked) -> bool:
    """Whether the record of outages holds planned work in the period asked about."""
    period = asked.question.period
    first, after = period.bounds() if period else (None, None)
    return any(
        one.planned and (first is None or after is None or first <= one.start < after)
        for one in asked.case.happened.outages
    )


def _nothing_kept(draft: Draft) -> Answer:
    draft.cannot("outages", Why.NOT_UPLOADED, "Add the record of outages: itbot add outages.csv")
    return draft.answer("We cannot tell: no record of outages has been added.", "unknown", "cannot_tell")


def _period(asked: Asked) -> Period | None:
    """The period asked about; without one everything that the record covers."""
    case = asked.case
    months = case.stores.happenings.coverage(case.ref, "outages").months
    if not months and not case.happened.outages:
        return None
    if asked.question.period is not None:
        return asked.question.period
    first = min([*months, *(f"{one.start:%Y-%m}" for one in case.happened.outages)])
    start = max(Period.of_month(first).start, case.facts.service_start or Period.of_month(first).start)
    end = max([min(case.today, Period.of_month(max(months)).end if months else case.today), start])
    return Period(start, end, span_label(start, end), case.facts.tz)


def _events(case: CaseFile, period: Period, service: str | None) -> Events:
    """The outages of the period, downtime as the contract counts it: planned work told too late is no excuse."""

    def is_down(one: Outage) -> bool:
        return not one.planned or _late_for(case, one) is not None

    return outage_events(case.happened.outages, period, desk_clock(case, period), service, is_down=is_down)


def _late_for(case: CaseFile, one: Outage) -> ServiceLevel | None:
    """The availability level under which planned work was told too late and so is downtime; None where it is excused."""
    on = one.start.astimezone(ZoneInfo(case.facts.tz)).date()
    span = Period(on - WEEKS, on + WEEKS, "", case.facts.tz)
    for line in case.lines_for((Metric.AVAILABILITY,), ()):
        level = line.on(on)
        mine = level is not None and (level.service is None or level.service.casefold() == one.service.casefold())
        if level is not None and mine and one.planned and counts_as_down(one, level, desk_clock(case, span)):
            return level
    return None


def _holes(asked: Asked, period: Period, draft: Draft) -> int:
    """How many of the period's months have a record; those without one are said."""
    case = asked.case
    months = [month for month in period.months() if Period.of_month(month).start <= case.today]
    without = [m for m in months if not case.stores.happenings.covers(case.ref, "outages", (m,))]
    without = [m for m in without if not any(f"{one.start:%Y-%m}" == m for one in case.happened.outages)]
    for month in without:
        draft.cannot(
            f"outages in {draft.month(month)}", Why.NOT_UPLOADED, "Add the record of that month: itbot add outages.csv"
        )
    return len(months) - len(without)


def _planned_headline(asked: Asked, found: Events, draft: Draft, period: Period) -> str:
    """Where planned work is asked about: what was planned then, how long before it was told, and whether it counts."""
    if not PLANNED.search(asked.question.spoken):
        return ""
    late = [event for event in found.unplanned if event.outage.planned]
    if not late and not found.planned:
        return f"No planned work is on record {during(period)}."
    told = [f"{_planned(event, draft, asked.case.facts.tz)}, which counts as downtime" for event in late]
    told += [f"{_planned(event, draft, asked.case.facts.tz)}, which counts as planned" for event in found.planned]
    return f"Planned work {during(period)}: {listed(told)}."


def _headline(found: Events, draft: Draft, period: Period, service: str | None) -> str:
    what = f" of {service}" if service else ""
    if not found.unplanned:
        draft.figure("outage_count", f"Unplanned outages{what}, {period.label}", 0, "count")
        planned = (
            f" ({counted(draft, 'outage_planned', f'Planned outages, {period.label}', len(found.planned), 'planned one')})"
            if found.planned
            else ""
        )
        return f"No unplanned outage{what} is on record {during(period)}{planned}."
    late = any(event.outage.planned for event in found.unplanned)
    name = "Outages that count as downtime" if late else "Unplanned outages"
    thing = "downtime event" if late else "unplanned outage"
    number = counted(draft, "outage_count", f"{name}{what}, {period.label}", len(found.unplanned), thing)
    total = span(draft, "outage_total", f"{name}{what} in all, {period.label}", found.wall_s)
    worst = found.worst
    if worst is None or len(found.unplanned) == 1:
        return f"{number}{what} {during(period)}, {total} long."
    length = span(
        draft, "outage_worst", f"The longest outage, {period.label}", worst.wall_s, sources=(str(worst.outage.source),)
    )
    where = "" if service else f" ({worst.outage.service})"
    return f"{number}{what} {during(period)}, {total} in all; the worst lasted {length}{where}."


def _told(found: Events, draft: Draft, tz: str) -> None:
    longest = sorted(found.unplanned, key=lambda event: -event.wall_s)[:TOLD]
    if longest:
        lead = "The longest first" if len(longest) > 1 else "That was"
        draft.say(f"{lead}:\n" + "\n".join(f"• {_line(event, draft, tz)}" for event in longest))
    if found.agreed_s is not None and found.unplanned:
        inside = span(draft, "outage_agreed", "Downtime inside Service Hours", found.agreed_s)
        draft.say(f"Of all that, {inside} fell inside Service Hours.")
    if found.planned:
        number = counted(draft, "outage_planned", "Planned outages", len(found.planned), "planned outage")
        draft.say(f"Besides, {number}: {listed(_planned(event, draft, tz) for event in found.planned[:TOLD])}.")
    columns = ("service", "kind", "from", "to", ">length", ">in Service Hours", "note", "source")
    table(draft, "Outages", columns, [_row(event, tz) for event in (*found.unplanned, *found.planned)])


def _late(found: Events, draft: Draft, case: CaseFile) -> None:
    """Say which planned work is downtime, and by which words of the contract."""
    late = [event for event in found.unplanned if event.outage.planned]
    if not late:
        return
    level = next((one for event in late if (one := _late_for(case, event.outage)) is not None), None)
    asks = ""
    if level is not None and level.planned_notice_s is not None:
        asks = f" of {span(draft, 'planned_notice', 'Notice that planned work needs', level.planned_notice_s)}"
    elif level is not None and level.planned_notice_days is not None:
        asks = f" of {draft.figure('planned_notice', 'Notice that planned work needs', level.planned_notice_days, 'working days')}"
    told = listed(_planned(event, draft, case.facts.tz) for event in late[:TOLD])
    draft.say(f"Counted as downtime though planned, for want of the notice{asks} that the contract asks for: {told}.")


def _line(event: Event, draft: Draft, tz: str) -> str:
    one = event.outage
    when = moment(draft, "outage_start", f"Outage of {one.service} from", one.start, tz)
    length = span(
        draft, "outage_length", f"Outage of {one.service} from {when}", event.wall_s, sources=(str(one.source),)
    )
    draft.readings.append(one.note)
    return f"{one.service}, {when}: {length}{f' ({one.note})' if one.note else ''}"


def _planned(event: Event, draft: Draft, tz: str) -> str:
    when = moment(draft, "outage_start", f"Planned outage of {event.outage.service} from", event.outage.start, tz)
    if event.told_s is None:
        return f"{event.outage.service} on {when}, with no notice on record"
    if event.told_s <= 0:
        return f"{event.outage.service} on {when}, announced only after it began"
    ahead = span(draft, "outage_notice", f"Notice of the planned outage on {when}", event.told_s)
    return f"{event.outage.service} on {when}, announced {ahead} ahead"


def _row(event: Event, tz: str) -> tuple[str, ...]:
    one = event.outage
    start, end = (at.astimezone(ZoneInfo(tz)) for at in (one.start, one.end))
    inside = "" if event.agreed_s is None else span_words(event.agreed_s)
    return (
        one.service,
        "planned" if one.planned else "unplanned",
        f"{start:%Y-%m-%d %H:%M}",
        f"{end:%Y-%m-%d %H:%M}",
        span_words(event.wall_s),
        inside,
        one.note,
        str(one.source),
    )


def _by_service(found: Events, draft: Draft, period: Period, case: CaseFile) -> None:
    services = list(dict.fromkeys(event.outage.service for event in found.unplanned))
    if len(services) < 2:
        return
    told = []
    for service in services:
        one = _events(case, period, service)
        number = counted(
            draft, "outage_count", f"Unplanned outages of {service}, {period.label}", len(one.unplanned), "outage"
        )
        told.append(
            f"{service} {number}, {span(draft, 'outage_total', f'Outages of {service} in all, {period.label}', one.wall_s)}"
        )
    draft.say(f"By service: {'; '.join(told)}.")


def _promise(asked: Asked, draft: Draft, service: str | None) -> None:
    """What the contract promises of availability, since an outage by itself breaks nothing."""
    lines = asked.case.lines_for((Metric.AVAILABILITY,), (), service)
    if len(lines) == 1:
        draft.say(clause_words(lines[0].latest, draft))
    elif lines:
        draft.say("Whether availability was kept as promised is a question of its own: ask how availability did.")
