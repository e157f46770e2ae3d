"""What a message means in at most three plain sentences: what it is about, what was promised, what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answering.draft import listed
from knowledge.correspondence.account import Account
from knowledge.correspondence.expected import Missing
from knowledge.correspondence.kinds import Kind
from knowledge.promises.model import Due, Mood, Statement

MOST_WORDS = 26
ABOUT = {
    Kind.SECURITY: "says there is a security problem",
    Kind.RESTORED: "says the service is working again",
    Kind.UPDATE: "writes about a problem that is still open",
    Kind.OUTAGE: "says that something is down or not working properly",
    Kind.CAUSE: "writes about the cause of a past problem",
    Kind.MAINTENANCE: "announces planned work",
    Kind.CREDIT: "writes about money back to you",
    Kind.PRICE: "announces a change of price",
    Kind.PEOPLE: "tells you of a change in their staff",
    Kind.PLAN: "says what they will do better",
    Kind.REPORT: "reports on the service",
    Kind.APOLOGY: "apologises for something that went wrong",
    Kind.REVIEW: "writes about a meeting",
}
QUOTED = frozenset(
    {Kind.RESTORED, Kind.OUTAGE, Kind.SECURITY, Kind.PEOPLE, Kind.CREDIT, Kind.PRICE, Kind.APOLOGY, Kind.CAUSE}
)


def gist(
    who: str, kind: Kind, subject: str, told: Account, said: Sequence[Statement], gaps: Sequence[Missing]
) -> tuple[str, ...]:
    """Three sentences at most. Every word of the message in them is a quotation."""
    return tuple(one for one in (_about(who, kind, subject, told), promised(said), _left_out(gaps)) if one)


def _about(who: str, kind: Kind, subject: str, told: Account) -> str:
    if kind is Kind.MESSAGE:
        return f'{who} writes about "{subject}".' if subject else f"{who} writes to you."
    opening = f"{who} {ABOUT[kind]}"
    if kind is Kind.CAUSE and told.cause_state != "given":
        opening = f"{who} writes about the cause of a past problem and does not give it"
    said = short(told.money if kind in {Kind.PRICE, Kind.CREDIT} and told.money else told.happened)
    return f'{opening}: "{said}"' if said and kind in QUOTED else f"{opening}."


def promised(said: Sequence[Statement]) -> str:
    """The promises in one sentence, the first dated one in full."""
    binding = [one for one in said if one.mood is Mood.PROMISE and not one.standing]
    dated = sorted((one for one in binding if one.due.dated), key=lambda one: (one.due.latest or date.max, one.start))
    aims = [one for one in said if one.mood is Mood.AIM and one.due.dated]
    if dated:
        first = dated[0]
        more = f", and {len(dated) - 1} more with a date" if len(dated) > 1 else ""
        return f'They promise, {when(first.due)}: "{_deed(first)}"{more}.'
    if binding:
        return f'They promise "{_deed(binding[0])}", without saying by when.'
    if aims:
        return f'They promise nothing firm; they hope, {when(aims[0].due)}: "{short(aims[0].what)}".'
    return "They promise nothing."


def _deed(one: Statement) -> str:
    """The deed in the message's words; the whole sentence where somebody else than the writer is to do it."""
    return short(one.what if one.who.lower() in {"i", "we", ""} else one.quote.rstrip("."))


def _left_out(gaps: Sequence[Missing]) -> str:
    return f"It leaves out {listed([one.says for one in gaps[:3]])}." if gaps else ""


def when(due: Due, zone: str | None = None) -> str:
    """A due day as people write it: "by Friday 16 October 2026, 17:00"."""
    if due.on is not None:
        start = "from" if due.starts else "by"
        return f"{start} {day_name(due.on)}{_clock(due.at, zone)}"
    if due.first is not None and due.last is not None:
        return f"between {day_name(due.first)} and {day_name(due.last)}"
    return f'without a date ("{due.words}")' if due.words else "without a date"


def day_name(day: date) -> str:
    """Friday 16 October 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _clock(at: datetime | None, zone: str | None) -> str:
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone)) if zone else at
    return f", {local:%H:%M}"


def short(words: str) -> str:
    """A quotation of at most so many words."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= MOST_WORDS else " ".join(parts[:MOST_WORDS]) + " …"
