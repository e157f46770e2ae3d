"""Planned work that the provider's emails announce: when it is, how long before it we were told, and what the contract asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer, Verdict
from bot.answering.asking.period import day
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import desk_clock
from bot.answering.telling.spans import moment, span
from bot.digest.safe import safe
from knowledge.terms.planned import notice_asked
from store.facts.common import Period, Source, Why
from store.facts.happened import Outage
from store.mail_records import MailRecord
from store.measures.availability import told_days_ahead

KIND, OFF = "maintenance", {"cancelled", "completed"}
FIX = "Add the provider's emails: itbot add MAIL.eml"
SHOWN = 6
NO_ZONE = "no time zone"
YEAR = re.compile(r"\b20\d\d\b|\b(?:last|this|next) year\b", re.IGNORECASE)
NOTICE = re.compile(
    r"\b(?:notice|in time|on time|enough|warn\w*|early|late|ahead of time|beforehand|in advance)\b", re.IGNORECASE
)
# Days around the work in which working days are counted.
AROUND = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Announced:
    """Work that an email announces: its start, its end where one is named, and what is not sure of the times."""

    record: MailRecord
    start: datetime
    end: datetime | None
    doubt: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The notice of planned work that a clause asks for, in working days or in seconds."""

    source: Source
    days: int | None
    seconds: int | None


def announced(asked: Asked) -> tuple[list[Announced], Period | None]:
    """What the emails on record announce in the period asked about, soonest first, and that period; without one what lies ahead.

    A day without a year is read as a past one: of work that is announced the coming one may be meant.
    """
    case, found = asked.case, {}
    for record in case.stores.mails.notices(case.ref):
        told = record.mail.notice or {}
        if told.get("kind") != KIND or record.sent is None or record.sent > case.now:
            continue
        for window in told.get("windows", ()):
            start = (window.get("start") or {}) if not window.get("backup") else {}
            if len(start.get("readings", ())) == 1:
                one = _window(record, window)
                found[record.thread, one.start] = one if told.get("state") not in OFF else None
    every = sorted((one for one in found.values() if one is not None), key=lambda one: one.start)
    period = asked.question.period
    periods = [period] if period is None or YEAR.search(asked.question.spoken) else [period, _a_year_on(period)]
    for named in periods:
        if there := [work for work in every if _within(work, named, asked)]:
            return there, named
    return [], period


def _a_year_on(period: Period) -> Period:
    """The same days a year later."""
    start, end = (_later(on) for on in (period.start, period.end))
    label = day(start) if start == end else f"{day(start)} to {day(end)}"
    return Period(start, end, label, period.tz)


def _later(on: date) -> date:
    return on.replace(year=on.year + 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


def _window(record: MailRecord, window: dict[str, Any]) -> Announced:
    start, end = window["start"], window.get("end") or {}
    until = datetime.fromisoformat(end["at"]) if end.get("at") else None
    return Announced(record, datetime.fromisoformat(start["readings"][0]), until, start.get("doubt", ""))


def _within(one: Announced, period: Period | None, asked: Asked) -> bool:
    today = asked.case.today
    if period is None or period.start <= today < period.end:
        ahead = one.start.astimezone(ZoneInfo(asked.case.facts.tz)).date() >= today
        return ahead and (period is None or one.start < period.bounds()[1])
    first, after = period.bounds()
    return first <= one.start < after


def tell(asked: Asked) -> Answer:
    """Each announced work with the notice given, held against the clause that asks for notice."""
    draft = asked.draft("obligation", timed=False)
    found, period = announced(asked)
    draft.period = period
    when = f" {during(period)}" if period else " ahead"
    if not found:
        draft.cannot(f"planned work{when} told otherwise than by these emails", Why.NOT_UPLOADED, FIX)
        return draft.answer(f"No planned work{when} is announced in the emails on record.", "partly")
    rule = _rule(asked)
    verdicts = [_line(one, rule, asked, draft) for one in found[:SHOWN]]
    if rule is None:
        draft.cannot(
            "how much notice of planned work the contract asks for",
            Why.NOT_IN_CONTRACT,
            "Read the clauses on maintenance.",
        )
    else:
        draft.say(f"The contract: {draft.quoted(rule.source)}.")
    number = draft.figure("planned_ahead", "Planned works announced", len(found), "count")
    works = "piece of planned work is" if len(found) == 1 else "pieces of planned work are"
    head = f"{number} {works} announced{when}"
    if rule is None or None in verdicts:
        return draft.answer(f"{head}.", "partly")
    late = sum(not one for one in verdicts)
    if late:
        draft.ask_provider("Why were we told of the work later than the contract asks, and can it be moved?")
    words = "with the notice that the contract asks for" if not late else "with less notice than the contract asks for"
    part = (
        ""
        if late in {0, len(verdicts)}
        else f", {draft.figure('planned_late', 'Told too late', late, 'count')} of them"
    )
    if not NOTICE.search(asked.question.spoken):
        return draft.answer(f"{head}{part} {words}.")
    verdict: Verdict = "no" if late else "yes"
    return draft.answer(f"{verdict.capitalize()}: {head}{part} {words}.", "answered", verdict)


def _line(one: Announced, rule: Rule | None, asked: Asked, draft: Draft) -> bool | None:
    """Say one announcement; whether its notice was enough, None where no clause or no hours tell."""
    tz, record = asked.case.facts.tz, one.record
    begins = moment(draft, "planned_start", "Planned work begins", one.start, tz)
    until = f" to {moment(draft, 'planned_end', 'Planned work ends', one.end, tz)}" if one.end else ""
    sent = record.sent or one.start
    told = moment(draft, "planned_told", "Announced", sent, tz)
    ahead = span(draft, "planned_ahead_s", "Time from the notice to the work", int((one.start - sent).total_seconds()))
    subject = safe(record.mail.subject)
    draft.readings.append(subject)
    draft.cite(Source(record.mail.file or record.name, clause=f"email {record.id}", quote=subject))
    unsure = (
        " (the email names no time zone)" if NO_ZONE in one.doubt else " (the time is not sure)" if one.doubt else ""
    )
    verdict = _enough(one, rule, asked)
    judged = {True: ", which is enough", False: ", which is too little", None: ""}[verdict]
    draft.say(f'• {begins}{until}{unsure}: "{subject}", told on {told}, {ahead} before{judged}')
    return verdict


def _rule(asked: Asked) -> Rule | None:
    """The one notice of planned work that the clauses in force ask for; None where there is none, or two differ."""
    found: dict[tuple[str, int], Source] = {}
    for clause in asked.case.stores.contracts.clauses(asked.case.ref, asked.case.today):
        for words in clause.text.split(". "):
            notice = notice_asked(words)
            if notice is not None:
                found.setdefault(
                    notice, Source(clause.document, clause=clause.key, page=clause.page, quote=clause.text)
                )
    if len(found) != 1:
        return None
    (((name, amount), source),) = found.items()
    return Rule(
        source, amount if name == "planned_notice_days" else None, None if name == "planned_notice_days" else amount
    )


def _enough(one: Announced, rule: Rule | None, asked: Asked) -> bool | None:
    """Judged by the rule that judges planned work on record: a time of day so many working days after the notice."""
    if rule is None or one.record.sent is None or (one.doubt and NO_ZONE not in one.doubt):
        return None
    if rule.seconds is not None:
        return (one.start - one.record.sent).total_seconds() >= rule.seconds
    on = one.start.date()
    clock = desk_clock(asked.case, Period(on - AROUND, on + AROUND, "", asked.case.facts.tz))
    if clock is None or rule.days is None or not clock.hours.weekly:
        return None
    work = Outage(
        "", planned=True, start=one.start, end=one.end or one.start, source=rule.source, told_at=one.record.sent
    )
    return told_days_ahead(work, rule.days, clock)
