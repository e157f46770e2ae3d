"""What our own records seem to show of a promise: a ticket that closed, a report that came, a test, a level met again.

Everything here is proposed only; it counts once a person confirms it. Where the records do not settle it, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.answering.asking.plain_words import plain
from bot.answering.asking.what_is_named import things
from bot.answering.casefile import CaseFile
from bot.answering.lines import Line
from bot.answering.stores import Stores
from knowledge.written_dates import MONTHS
from store.facts.agreed import Metric
from store.facts.common import Period, Result
from store.facts.promised import Promise, State
from store.measures.promises import closing_state
from store.promises import Proposal

TICKET = re.compile(r"\b[A-Z]{2,6}-\d{2,8}\b|\b(?:INC|REQ|CHG|PRB|RITM)\d{4,}\b")
_SOLVES = re.compile(
    r"\b(?:fix\w*|resolv\w+|clos(?:e|ed|ing)|complet\w+|restor\w+|repair\w*|sort\w*|finish\w*|solv\w+)\b", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b(?:monthly|service|performance|\w+ber|january|february|march|april|may|june|july|august)\s+(?:\w+\s+)?report\b",
    re.IGNORECASE,
)
_TEST = re.compile(r"\brestore[\s-]+tests?\b|\btest(?:ed|ing)?\s+(?:of\s+)?(?:a\s+|the\s+)?restores?\b", re.IGNORECASE)
_EVIDENCE = re.compile(r"\b(?:evidence|proof|results?|report|record|certificate)\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?P<pct>\d{2,3}(?:\.\d+)?)\s?%")
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})\b", re.IGNORECASE)


def shown_by_records(stores: Stores, ref: str, now: datetime) -> list[Proposal]:
    """What tickets, reports, counts and levels seem to show of the promises that nobody has settled yet."""
    waiting = [one for one in stores.promises.listed(ref) if one.state is State.OPEN and one.proposed is None]
    if not waiting:
        return []
    zone = ZoneInfo(stores.contracts.facts(ref).tz)
    case = CaseFile(stores, ref, now.astimezone(zone).date())
    found = []
    for one in waiting:
        made = next(filter(None, (way(one, case, zone) for way in (_ticket, _report, _test, _level))), None)
        if made is not None:
            found.append(made)
    return found


def _proposal(one: Promise, on: date, words: str, at: datetime | None = None) -> Proposal | None:
    return Proposal(one.number, closing_state(one, on, at), on, words) if one.number else None


def _ticket(one: Promise, case: CaseFile, zone: ZoneInfo) -> Proposal | None:
    """The one ticket that a promise to fix something names, resolved after the promise was made."""
    named = set(TICKET.findall(f"{one.what} {one.quote}")) or set(TICKET.findall(one.subject))
    if len(named) != 1 or not _SOLVES.search(one.what):
        return None
    (number,) = named
    ticket = next(iter(case.stores.tickets.tickets(case.ref, [number])), None)
    over = ticket.resolved_at if ticket else None
    if over is None or over <= one.made_at:
        return None
    on = over.astimezone(zone).date()
    return _proposal(one, on, f"ticket {number} was resolved on {_day(on)}", over)


def _report(one: Promise, case: CaseFile, zone: ZoneInfo) -> Proposal | None:
    """The monthly report of the month that is named; without a name, the first that came after the promise."""
    if not _REPORT.search(one.what) or _TEST.search(one.what):
        return None
    made = one.made_at.astimezone(zone).date()
    named = _MONTH.search(one.what)
    wanted = MONTHS.index(named["month"].lower()) + 1 if named else None
    came = sorted(
        {
            (claim.received_on, claim.month)
            for claim in case.happened.claims
            if claim.received_on and claim.received_on >= made and (wanted is None or int(claim.month[5:]) == wanted)
        }
    )
    if not came or (wanted is not None and (came[0][0] - made).days > 300):
        return None
    on, month = came[0]
    return _proposal(one, on, f"the report for {Period.of_month(month).label} came on {_day(on)}")


def _test(one: Promise, case: CaseFile, zone: ZoneInfo) -> Proposal | None:
    """A restore test on record in a month that lies wholly before or wholly after the day it was promised by."""
    if not _TEST.search(one.what) or _EVIDENCE.search(_TEST.sub("", one.what)):
        return None
    made = f"{one.made_at.astimezone(zone):%Y-%m}"
    tests = [
        row
        for row in case.happened.security
        if row.kind == Metric.RESTORE_TEST.value and row.month > made and row.in_order
    ]
    for row in sorted(tests, key=lambda row: row.month):
        span = Period.of_month(row.month)
        if one.latest is None or span.end <= one.latest or span.start > one.latest:
            late = one.latest is not None and span.start > one.latest
            words = f"a restore test is on record for {span.label}"
            return _proposal(one, span.start if late else span.end, words)
    return None


def _level(one: Promise, case: CaseFile, zone: ZoneInfo) -> Proposal | None:
    """A level promised to be met again: judged by the first whole month after it was to be so, once that month is over."""
    share = _LEVEL.search(one.what)
    if share is None or one.latest is None:
        return None
    period = _first_whole_month(one, case)
    line = _line(one.what, case)
    if line is None or period.end >= case.today:
        return None
    result = case.result(line, period)
    if result.actual is None or result.result in {Result.CANNOT_TELL, Result.NO_DEMAND}:
        return None
    met = result.actual >= Decimal(share["pct"])
    words = f"{period.label} came to {result.actual:.2f} % against the {share['pct']} % promised"
    del zone
    return Proposal(one.number, State.KEPT if met else State.MISSED, period.end, words) if one.number else None


def _first_whole_month(one: Promise, case: CaseFile) -> Period:
    """The month that ends on the promised day, else the first that begins on it or after."""
    day = one.latest or case.today
    own = Period.of_month(f"{day:%Y-%m}", case.facts.tz)
    if day == own.start or (day == own.end and not one.starts):
        return own
    return Period.of_month(f"{own.end + timedelta(days=1):%Y-%m}", case.facts.tz)


def _line(words: str, case: CaseFile) -> Line | None:
    """The one level that a promise names; None where it names none or could mean several."""
    services = tuple(dict.fromkeys(level.service for level in case.agreed.levels if level.service))
    known = tuple(sorted({level.priority for level in case.agreed.levels if level.priority})) or (1, 2, 3, 4)
    named = things(plain(words), services, known)
    if not named.metrics:
        return None
    found: Iterator[Line] = iter(case.lines_for(named.metrics, named.priorities, named.service))
    first = next(found, None)
    return first if next(found, None) is None else None


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
