"""What a message means in at most three plain sentences: what it is about, what was promised, what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answering.draft import listed
from knowledge.correspondence.account import Account
from knowledge.correspondence.expected import Missing
from knowledge.correspondence.kinds import Kind
from knowledge.correspondence.price_changes import PriceChange
from knowledge.mail.model import REPLY_MARKS
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
    Kind.RENEWAL: "writes about renewing your agreement",
    Kind.BILL: "sends a bill or writes about payment",
    Kind.OFFER: "would like to sell you something",
    Kind.AWAY: "is away; a machine answered",
    Kind.NEWS: "sends a newsletter",
}
QUOTED = frozenset(
    {
        Kind.RESTORED, Kind.OUTAGE, Kind.SECURITY, Kind.PEOPLE, Kind.CREDIT, Kind.PRICE, Kind.APOLOGY, Kind.CAUSE,
        Kind.UPDATE, Kind.MAINTENANCE, Kind.RENEWAL, Kind.AWAY, Kind.REPORT,
    }
)  # fmt: skip
NONE_LOOKED_FOR = frozenset({Kind.BILL, Kind.OFFER, Kind.AWAY, Kind.NEWS, Kind.REPORT})
NAMED = re.compile(r"(?!(?:A|An|The|Our|Your|My|This|One)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}$")
AMOUNT = re.compile(r"[£€$]\s?\d|\d\s?(?:%|per\s?cent)", re.IGNORECASE)
BEGINS = re.compile(
    r"\b(?:from|effective|on|starting|as\s+of|with\s+effect)\b.{0,24}?(?:\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2}|\b[A-Z][a-z]{2,8}\s+\d|\d{1,2}/\d{1,2}/)"
)
OWN_WORDS = frozenset({Kind.PEOPLE, Kind.RENEWAL, Kind.AWAY, Kind.REPORT, Kind.MAINTENANCE})


@dataclass(frozen=True, slots=True)
class About:
    """What a gist is made from: whose message, of which `kind`; `key` is its most telling sentence, `hours` those announced, `change` the change of price."""

    who: str
    kind: Kind
    subject: str
    told: Account
    key: str = ""
    hours: str = ""
    change: PriceChange | None = None


def gist(about: About, said: Sequence[Statement], gaps: Sequence[Missing]) -> tuple[str, ...]:
    """Three sentences at most. Every word of the message in them is a quotation."""
    return tuple(one for one in (_about(about, said), promised(said, about.kind), _left_out(gaps)) if one)


def _about(about: About, said: Sequence[Statement]) -> str:
    opening = f"{about.who} {ABOUT.get(about.kind, 'writes to you')}"
    if about.kind is Kind.MESSAGE and about.subject:
        opening = f'{about.who} writes about "{REPLY_MARKS.sub("", about.subject).strip()}"'
    if about.kind is Kind.CAUSE and about.told.cause_state != "given":
        opening = f"{about.who} writes about the cause of a past problem and does not give it"
    if about.change:
        return f'{about.who} {_price_words(about.change)}: "{short(about.change.quote)}"'
    if about.hours:
        return f"{opening}, {about.hours}."
    quote = short(_quoted(about))
    shown = (
        quote
        and about.kind in QUOTED
        and not any(one.quote == _quoted(about) for one in said if one.mood is Mood.PROMISE)
    )
    return f'{opening}: "{quote}"' if shown else f"{opening}."


def _price_words(change: PriceChange) -> str:
    """What the message says of a new price, in its own figures: "announces a price rise of 6.5%, from £4,000 to £4,260"."""
    way = {True: "a price rise", False: "a lower price", None: "a change of price"}[change.up]
    by = f" of {change.pct}" if change.pct and change.up else f", by {change.pct}" if change.pct else ""
    sums = f", from {change.old} to {change.new}" if change.old else f", to {change.new}" if change.new else ""
    begins = f", with effect from {day_name(change.begins)}" if change.begins else ""
    return f"announces {way}{by}{sums}{begins}"


def _quoted(about: About) -> str:
    """The sentence that tells most of what the message is about."""
    told = about.told
    if about.kind is Kind.PRICE:
        return max((told.money, told.happened, about.key), key=_says_how_much_from_when)
    if about.kind is Kind.CREDIT:
        return told.money or told.happened or about.key
    if about.kind is Kind.CAUSE and told.cause_state == "given":
        return told.cause
    return about.key if about.kind in OWN_WORDS else told.happened or about.key


def _says_how_much_from_when(sentence: str) -> int:
    """How much a sentence tells of a change of price: an amount or share, and the day it begins; nothing counts least."""
    return bool(sentence) + bool(AMOUNT.search(sentence)) + 2 * bool(BEGINS.search(sentence))


def promised(said: Sequence[Statement], kind: Kind = Kind.MESSAGE) -> str:
    """The promises in one sentence, the first dated one in full; empty where nobody would look for one."""
    binding = [one for one in said if one.mood is Mood.PROMISE and not one.standing]
    dated = sorted((one for one in binding if one.due.dated), key=lambda one: (one.due.latest or date.max, one.start))
    aims = [one for one in said if one.mood is Mood.AIM and one.due.dated]
    if dated:
        first = dated[0]
        more = f", and {len(dated) - 1} more with a date" if len(dated) > 1 else ""
        return f"They promise, {when(first.due)}: {_deed(first)}{more}."
    named = [one for one in binding if one.due.named]
    if named:
        return f'They promise {_deed(named[0])}, "{short(named[0].due.words)}"; which day that is cannot be told here.'
    if binding and kind not in NONE_LOOKED_FOR:
        return f"They promise {_deed(binding[0])}, without saying by when."
    if aims:
        return f'They promise nothing firm; they hope, {when(aims[0].due)}: "{_in_its_words(aims[0])}".'
    return "" if kind in NONE_LOOKED_FOR else "They promise nothing."


def _deed(one: Statement) -> str:
    """The deed in the message's words; a person is named before it, and of anybody else the whole sentence is given."""
    who = one.who.strip()
    if who.lower() in {"i", "we", ""}:
        return f'"{_in_its_words(one)}"'
    return f'{who}, "{_in_its_words(one)}"' if NAMED.match(who) else f'"{short(one.quote.rstrip("."))}"'


def _in_its_words(one: Statement) -> str:
    """The deed as a quotation: where its day was taken out of the middle, dots stand; the whole sentence if all else fails."""
    words, pieces, at = one.what.split(), [], 0
    while at < len(words):
        end = len(words)
        while end > at and " ".join(words[at:end]) not in one.quote:
            end -= 1
        if end == at:
            return short(one.quote.rstrip("."))
        pieces.append(" ".join(words[at:end]))
        at = end
    return short(" … ".join(pieces))


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
