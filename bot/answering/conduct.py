"""How the provider behaves, gathered from what is on record: promises, word in a crisis, plain talk, proactive work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from bot.answering.asking.period import month_start
from bot.answering.casefile import CaseFile, in_force
from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Period, Status, Unknown, Why
from store.facts.happened import LogEntry, Outage
from store.facts.promised import Reading
from store.facts.tickets import TicketType
from store.measures import promises as measure
from store.measures.calendar import Clock
from store.measures.scorecard_conduct import Crisis, Promises, Share

KEPT = frozenset({"kept", "done", "fulfilled", "met", "closed", "completed"})
LATE = frozenset({"late", "kept late", "done late", "delayed"})
MISSED = frozenset({"missed", "broken", "not kept", "not done", "failed"})
GONE = frozenset({"withdrawn", "cancelled", "canceled"})
READ = "mails_read"
DOUBTFUL = frozenset({Status.CONFLICT, Status.UNKNOWN})
# Messages that are word of an outage while it runs.
WORD_OF_OUTAGE = frozenset({"outage", "update", "restored"})
# Fewer words than this say nothing about how somebody writes.
ENOUGH_WORDS = 100
# A month holds too few alerts to judge by; half a year is looked at: our reading.
PROACTIVE_MONTHS = 6
NOTE_PROMISES = 'Add their mails, or note each promise with its day: itbot note promise "..." --due DAY --state kept'
NOTE_UPDATES = 'Note each update with its time: itbot note update "..." --on "2026-10-07 14:20"'
NOTE_WORDS = "Add what the provider wrote: itbot add MAIL.eml"


def promises_of(case: CaseFile, month: str) -> Promises | Unknown:
    """What became of the promises that fell due in a month: those read from mails, and those noted by hand.

    A promise that fell due and of which nobody has said what became stays unknown.
    """
    span = Period.of_month(month, case.facts.tz)
    lines = [line for line in case.happened.log if line.kind == "promises"]
    _read_mails(case)
    written = [one for one in case.stores.promises.listed(case.ref) if one.status not in DOUBTFUL]
    if not lines and not written:
        return Unknown("promises made and kept", Why.NOT_UPLOADED, NOTE_PROMISES)
    noted = counted([_state(line) for line in lines if span.start <= (line.due or line.on) <= span.end])
    mailed = measure.counted(measure.fell_due(written, span), case.today)
    return Promises(
        kept=noted.kept + mailed.kept,
        late=noted.late + mailed.late,
        missed=noted.missed + mailed.missed,
        unknown=noted.unknown + mailed.unknown,
    )


def _read_mails(case: CaseFile) -> None:
    """Read the mails on record that nobody has read yet, once for each file of a contract that is held."""
    if READ not in vars(case):
        from bot.digest.keeping import brought_up

        vars(case)[READ] = brought_up(case.stores, case.ref, case.now)


def counted(states: Sequence[str]) -> Promises:
    """Promises by their state, taken back ones left out."""
    known = {
        name: sum(state in words for state in states)
        for name, words in (("kept", KEPT), ("late", LATE), ("missed", MISSED))
    }
    gone = sum(state in GONE for state in states)
    return Promises(**known, unknown=len(states) - gone - sum(known.values()))


def _state(line: LogEntry) -> str:
    return line.state.strip().lower()


def crisis_of(case: CaseFile, month: str) -> Crisis | Unknown:
    """How we were told while something was down, over all unplanned outages that began in the month.

    The first word is when the outage was told, or the first update noted; gaps run from word to word and to the end of
    the outage. What was promised is the P1 response time and the interval of updates in the contract.
    """
    span = Period.of_month(month, case.facts.tz)
    first, last = span.bounds()
    outages = [one for one in case.happened.outages if not one.planned and first <= one.start < last]
    if not outages:
        if case.stores.happenings.covers(case.ref, "outages", [month]):
            return Unknown("how we were told in a crisis: there was none in the month", Why.NO_DEMAND, "Nothing to do")
        return Unknown("how we were told during outages", Why.NOT_UPLOADED, "Add the outages: itbot add outages.csv")
    words = [_words(case, outage) for outage in outages]
    if not any(words):
        return Unknown("how we were told during outages", Why.NOT_UPLOADED, NOTE_UPDATES)
    agreed = in_force(case.agreed, span.end)
    response, interval = _shortest(agreed.levels, Metric.RESPONSE), _shortest(agreed.levels, Metric.UPDATE_INTERVAL)
    told = [(outage, told) for outage, told in zip(outages, words, strict=True) if told]
    waits = [_between(response, outage.start, at[0], case.facts.hours) for outage, at in told]
    gaps = [gap for outage, at in told for gap in _gaps(interval, [*at, max(outage.end, at[-1])], case.facts.hours)]
    return Crisis(
        first_update_s=sum(waits) // len(waits),
        first_promised_s=response.limit_s if response else None,
        gaps_s=tuple(gaps),
        gap_promised_s=interval.limit_s if interval else None,
    )


def _words(case: CaseFile, outage: Outage) -> list[datetime]:
    """When we heard of an outage while it ran, in order."""
    noted = [line.at for line in case.happened.log if line.kind == "updates"]
    mailed = [one.sent_at for one in _theirs(case) if one.kind in WORD_OF_OUTAGE]
    heard = {at for at in (*noted, *mailed, outage.told_at) if at is not None and outage.start <= at <= outage.end}
    return sorted(heard)


def _theirs(case: CaseFile) -> list[Reading]:
    """The provider's own messages, as they were read."""
    _read_mails(case)
    return [one for one in case.stores.correspondence.readings(case.ref) if one.side == "provider"]


def _shortest(levels: Sequence[ServiceLevel], metric: Metric) -> ServiceLevel | None:
    """The level for the most urgent tickets, which an outage is."""
    timed = [level for level in levels if level.metric is metric and level.limit_s is not None]
    return min(timed, key=lambda level: (level.priority or 1, level.limit_s or 0), default=None)


def _between(level: ServiceLevel | None, start: datetime, end: datetime, hours: ServiceHours | None) -> int:
    """Seconds on the level's own clock; calendar time where the contract's hours are not known."""
    own = (level.hours if level else None) or hours
    if level is not None and level.clock is ClockKind.SERVICE_HOURS and own and (own.always or own.weekly):
        return Clock(own, start.date(), end.date()).elapsed(start, end)
    return int((end - start).total_seconds())


def _gaps(level: ServiceLevel | None, words: Sequence[datetime], hours: ServiceHours | None) -> list[int]:
    return [_between(level, a, b, hours) for a, b in pairwise(words)]


def plainness(case: CaseFile, month: str) -> Decimal | Unknown:
    """Unexplained terms in a hundred words of what the provider wrote in a month: its mails, and what is noted of it."""
    span = Period.of_month(month, case.facts.tz)
    first, after = span.bounds()
    kept = [line.what for line in case.happened.log if line.kind == "statements" and span.start <= line.on <= span.end]
    mails = [one for one in _theirs(case) if one.sent_at is not None and first <= one.sent_at < after]
    words, hidden = _noted_words(case, " ".join(kept)) if kept else (0, 0)
    words, hidden = words + sum(one.words for one in mails), hidden + sum(one.unexplained for one in mails)
    if words < ENOUGH_WORDS:
        return Unknown("how plainly the provider writes", Why.NOT_UPLOADED, NOTE_WORDS)
    return (Decimal(100 * hidden) / words).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _noted_words(case: CaseFile, text: str) -> tuple[int, int]:
    """The words of a text, and those of them that neither the contract nor the text explains."""
    from knowledge.clauses import Definition
    from knowledge.correspondence import plainness as plain

    known = [
        Definition(one.term, one.meaning, one.clause, one.start, one.end, one.page)
        for one in case.stores.contracts.definitions(case.ref)
    ]
    found = plain.plainness(text, known, list(case.stores.correspondence.terms()))
    return found.words, found.unexplained


def proactive(case: CaseFile, month: str) -> Share | Unknown:
    """The share of faults the provider found itself in the half-year up to a month, where tickets say who raised them."""
    last = Period.of_month(month, case.facts.tz)
    first = month_start(last.start, PROACTIVE_MONTHS - 1)
    span = Period(first, last.end, f"{first:%B %Y} to {last.label}", case.facts.tz)
    counted_ = case.stores.tickets.monthly_counts(
        case.ref, span, types=[TicketType.ALERT, TicketType.INCIDENT], cancelled=False
    )
    alerts = sum(one.count for one in counted_ if one.type is TicketType.ALERT)
    if not alerts:
        fix = "Add an export that says which tickets the provider raised itself"
        return Unknown("how much the provider found before we did", Why.NOT_UPLOADED, fix)
    return Share(alerts, sum(one.count for one in counted_))
