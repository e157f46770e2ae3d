"""Tickets opened again after they were called finished: which, how often, how soon, and by which side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from store.measures.attribution import first_reopening
from store.measures.judged_ticket import JudgedTicket, finished

_MACHINES = frozenset({"monitoring", "system", "automation", "workflow", "robot", "bot"})
By = Literal[
    "an automation", "the person who raised it", "another of our people", "somebody not among our users", "not recorded"
]


@dataclass(frozen=True, slots=True)
class Reopened:
    """One ticket: how often it was opened again, by which side first, and after how many seconds (None: unknown)."""

    ticket: str
    times: int
    by: By = "not recorded"
    after_s: int | None = None


@dataclass(frozen=True, slots=True)
class Reopenings:
    """The re-opened tickets among `of` tickets that were finished at least once.

    `recorded` is False where nothing in the records could show a re-opening, so that none proves nothing.
    """

    tickets: tuple[Reopened, ...]
    of: int
    recorded: bool

    @property
    def held(self) -> int:
        """How many were finished and never opened again."""
        return self.of - len(self.tickets)


def reopenings(tickets: Sequence[JudgedTicket], users: Collection[str], *, recorded: bool) -> Reopenings:
    """The re-openings among these tickets; `users` are the people who raise tickets, to tell the sides apart."""
    known = {user.casefold() for user in users if user}
    again = tuple(_one(one, known) for one in tickets if one.ticket.reopen_count > 0)
    names = {one.ticket for one in again} | {one.name for one in finished(tickets)}
    return Reopenings(again, len(names), recorded or bool(again))


def _one(one: JudgedTicket, users: Collection[str]) -> Reopened:
    found = first_reopening(one.steps)
    if found is None:
        return Reopened(one.name, one.ticket.reopen_count)
    fixed, again = found
    after = int((again.at - fixed.at).total_seconds())
    return Reopened(one.name, one.ticket.reopen_count, _side(again.by, one.ticket.user, users), after)


def _side(who: str, raiser: str, users: Collection[str]) -> By:
    name = who.casefold()
    if not name:
        return "not recorded"
    if _MACHINES & set(name.split()):
        return "an automation"
    if name == raiser.casefold():
        return "the person who raised it"
    return "another of our people" if name in users else "somebody not among our users"
