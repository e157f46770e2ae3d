"""What kind of work a ticket is: break-fix, a request, planned work, or an alert; and how reactive the work is.

The tool's own type decides; where it has none the words may, with less confidence; a person's word decides over both.
Without a type and without telling words a ticket is unknown: never counted as a fault. Source: break-fix is an unplanned
fault; requests, questions, changes and alerts are not (domain reference).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from store.facts.tickets import Ticket, TicketState, TicketType


class Kind(StrEnum):
    """What kind of work a ticket is."""

    BREAK_FIX = "break_fix"
    REQUEST = "request"
    PLANNED = "planned"
    ALERT = "alert"
    UNKNOWN = "unknown"


_OF_TYPE = {
    TicketType.INCIDENT: Kind.BREAK_FIX,
    TicketType.REQUEST: Kind.REQUEST,
    TicketType.CHANGE: Kind.PLANNED,
    TicketType.PROBLEM: Kind.PLANNED,
    TicketType.ALERT: Kind.ALERT,
}
_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.REQUEST,
        re.compile(
            r"\b(?:please (?:add|set up|create|install|give|order|close|remove)|new (?:starter|joiner|user|laptop|starters)|leaver|"
            r"how (?:do|can|to)\b|access to|request(?:ing|ed)? |permission(?:s)? (?:for|to)|set ?up (?:a|an|for)|could (?:i|we) have|replacement)"
        ),
    ),
    (
        Kind.PLANNED,
        re.compile(r"\b(?:scheduled|planned|maintenance|upgrade (?:of|to)|migrat\w+|roll-?out|patching window|quarterly|annual)"),
    ),
    (Kind.ALERT, re.compile(r"\b(?:alert|alarm|monitoring|threshold|disk (?:space )?nearly full)\b")),
    (
        Kind.BREAK_FIX,
        re.compile(
            r"\b(?:not working|does ?n[o']t work|broken|broke|fail(?:s|ed|ing|ure)?|error|can ?not|can't|cannot|crash\w*|down|"
            r"offline|slow|frozen|freez\w+|stopped|lost|outage|unavailable|unable)\b"
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Classed:
    """A ticket's kind and what said so: "a person", "type" or "words"; `doubt` is set where words and type disagree."""

    ticket: str
    kind: Kind
    by: str
    doubt: Kind | None = None


@dataclass(frozen=True, slots=True)
class Mix:
    """How many tickets are of each kind; `proactive` of `proactive_of` were found or planned before a user asked.

    `doubtful` name those a person should look at.
    """

    counts: tuple[tuple[Kind, int], ...]
    of: int
    reactive: int
    proactive: int
    doubtful: tuple[str, ...] = ()

    def count(self, kind: Kind) -> int:
        """How many are of this kind."""
        return dict(self.counts).get(kind, 0)

    @property
    def share(self) -> Fraction | None:
        """The proactive share of proactive and reactive work in per cent; None without either."""
        both = self.proactive + self.reactive
        return Fraction(100 * self.proactive, both) if both else None


def classed(ticket: Ticket, override: str | None = None) -> Classed:
    """The kind of one ticket; `override` is a person's word for it (a value of `Kind`)."""
    if override is not None:
        return Classed(ticket.ext_id, Kind(override), "a person")
    told = _by_words(ticket.summary)
    kind = _OF_TYPE.get(ticket.type)
    if kind is None:
        return Classed(ticket.ext_id, told or Kind.UNKNOWN, "words" if told else "nothing", doubt=told)
    odd = told if kind is Kind.BREAK_FIX and told in {Kind.REQUEST, Kind.PLANNED} else None
    return Classed(ticket.ext_id, kind, "type", doubt=odd)


def _by_words(summary: str) -> Kind | None:
    """The kind that a summary's words give; None where they give none, or two."""
    found = {kind for kind, pattern in _WORDS if pattern.search(summary.casefold())}
    return found.pop() if len(found) == 1 else None


def mix(tickets: Iterable[Ticket], overrides: Mapping[str, str]) -> Mix:
    """The kinds of these tickets, the cancelled left out.

    Reactive is break-fix that no monitoring found; proactive is alerts, planned work, and whatever a ticket itself
    calls proactive. Requests are neither.
    """
    kept = [one for one in tickets if one.state is not TicketState.CANCELLED]
    told = [(one, classed(one, overrides.get(one.ext_id))) for one in kept]
    counts = Counter(one.kind for _, one in told)
    ahead = [is_proactive(ticket, one.kind) for ticket, one in told]
    return Mix(
        counts=tuple((kind, counts[kind]) for kind in Kind),
        of=len(kept),
        reactive=sum(one.kind is Kind.BREAK_FIX and not early for (_, one), early in zip(told, ahead, strict=True)),
        proactive=sum(ahead),
        doubtful=tuple(one.ticket for _, one in told if one.doubt is not None),
    )


def is_proactive(ticket: Ticket, kind: Kind) -> bool:
    """Whether the work was found or planned before a user asked for it."""
    if ticket.proactive is not None and kind is Kind.BREAK_FIX:
        return ticket.proactive
    return kind in {Kind.ALERT, Kind.PLANNED}
