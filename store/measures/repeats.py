"""Faults that keep coming back: the same fault in the same place, or the same person with the same kind of fault."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from store.facts.tickets import Ticket, TicketState

OFTEN = 3
"""So many within the span make a pattern worth asking about (domain reference, 3.1)."""
_NOISE = re.compile(r"[^a-z ]+|\b(?:the|a|an|again|still|re|fw|fwd|urgent|please)\b")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Tickets of one fault: `alike` says what they share ("fault" or "person and category"), oldest first.

    `most` is the largest number of them within the span of days.
    """

    alike: str
    what: str
    tickets: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """`repeated` of `of` faults came within `days` after a fault like them; `clusters` the patterns, largest first."""

    days: int
    of: int
    repeated: tuple[str, ...]
    clusters: tuple[Cluster, ...]


def repeats(tickets: Iterable[Ticket], days: int) -> Repeats:
    """The repeats among these tickets (faults, in any order); cancelled ones are left out.

    Two faults are alike when their summaries say the same thing for the same site, whoever raised them, or when the
    same person raised both under the same category. Machines that raise alerts are not asked about here.
    """
    faults = sorted((one for one in tickets if one.state is not TicketState.CANCELLED), key=lambda one: one.opened_at)
    span = timedelta(days=days)
    found: list[Cluster] = []
    again: dict[str, None] = {}
    for alike, key in _KEYS:
        for what, group in _grouped(faults, key).items():
            again |= dict.fromkeys(_returning(group, span))
            most = _most_within(group, span)
            if most >= OFTEN:
                found.append(Cluster(alike, what, tuple(one.ext_id for one in group), most))
    order = {one.ext_id: place for place, one in enumerate(faults)}
    clusters = sorted(_distinct(found), key=lambda one: (-one.most, -len(one.tickets), one.what))
    return Repeats(days, len(faults), tuple(sorted(again, key=lambda name: order[name])), tuple(clusters))


def _same_fault(ticket: Ticket) -> str:
    words = " ".join(_NOISE.sub(" ", ticket.summary.casefold()).split())
    return f"{words} at {ticket.site}" if words and ticket.site else words


def _same_person(ticket: Ticket) -> str:
    about = ticket.category or ticket.service
    return f"{about} for one person\x00{ticket.user.casefold()}" if ticket.user and about else ""


_KEYS: tuple[tuple[str, Callable[[Ticket], str]], ...] = (
    ("fault", _same_fault),
    ("person and category", _same_person),
)


def _grouped(tickets: Sequence[Ticket], key: Callable[[Ticket], str]) -> dict[str, list[Ticket]]:
    groups: dict[str, list[Ticket]] = defaultdict(list)
    for one in tickets:
        if name := key(one):
            groups[name].append(one)
    return {name: group for name, group in groups.items() if len(group) > 1}


def _returning(group: Sequence[Ticket], span: timedelta) -> list[str]:
    return [
        later.ext_id for earlier, later in pairwise(group) if later.opened_at - earlier.opened_at <= span
    ]  # fmt: skip


def _most_within(group: Sequence[Ticket], span: timedelta) -> int:
    first, most = 0, 0
    for last, one in enumerate(group):
        while one.opened_at - group[first].opened_at > span:
            first += 1
        most = max(most, last - first + 1)
    return most


def _distinct(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters without those whose tickets all stand in another one."""
    sets = [frozenset(one.tickets) for one in clusters]
    return [
        one
        for place, one in enumerate(clusters)
        if not any(sets[place] < other or (sets[place] == other and at < place) for at, other in enumerate(sets))
    ]
