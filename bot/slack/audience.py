"""Who may be told what where: one function, asked every time something is about to be shown.

What counts is everyone who can read the place, not the person who asked. Pure: who can read is found out elsewhere
(`bot.slack.readers`) and handed in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the workspace that owns the contracts."""

    OWNER = "owner"
    MEMBER = "member"
    GUEST = "guest"
    OUTSIDER = "outsider"
    GONE = "gone"


class Denied(StrEnum):
    """Why nothing contractual is told in a place."""

    UNKNOWN = "I could not find out who can read along here, so I say nothing about a contract in this place."
    OUTSIDERS = "People from outside your company can read along here, so I say nothing about a contract in this place."
    GUESTS = "Guests can read along here, so I say nothing about a contract in this place."
    NOT_OPENED = "No owner has allowed a contract to be discussed in this channel."
    NOT_YOURS = "Your account may not see contracts here. Ask an owner of this workspace."
    OWNERS_ONLY = "This is kept for the owners of this workspace."


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone who can read a place.

    `alone` is a place that one person reads (a direct message, a modal, the Home tab, a message only they see);
    `shared_outside` one that another company is connected to or invited to; `known` is False where it could not be
    found out who reads. `channel` is the place's id.
    """

    readers: frozenset[Role]
    alone: bool = False
    shared_outside: bool = False
    known: bool = True
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The contracts that may be told of in a place, and where there are none, why."""

    contracts: frozenset[str]
    why: Denied | None = None


def allowed(
    audience: Audience, contracts: Collection[str], opened: Collection[str], for_owners: Collection[str]
) -> Allowed:
    """What may be told to an audience.

    `contracts` are all the workspace has, `opened` those an owner opened in this very channel, `for_owners` those kept
    for owners wherever they are asked about.
    """
    denied = _denied(audience)
    if denied is not None:
        return Allowed(frozenset(), denied)
    here = frozenset(contracts) if audience.alone else frozenset(contracts) & frozenset(opened)
    if contracts and not here:
        return Allowed(frozenset(), Denied.NOT_OPENED)
    if audience.readers != {Role.OWNER}:
        kept = here - frozenset(for_owners)
        return Allowed(kept, Denied.OWNERS_ONLY if here and not kept else None)
    return Allowed(here)


def _denied(audience: Audience) -> Denied | None:
    """Why nobody here may be told anything of any contract; None where somebody may."""
    if not audience.known or not audience.readers:
        return Denied.UNKNOWN
    if audience.alone and audience.readers & {Role.GUEST, Role.OUTSIDER, Role.GONE}:
        return Denied.NOT_YOURS
    if audience.shared_outside or audience.readers & {Role.OUTSIDER, Role.GONE}:
        return Denied.OUTSIDERS
    return Denied.GUESTS if Role.GUEST in audience.readers else None


def just(role: Role) -> Audience:
    """The audience of something that only one person sees."""
    return Audience(frozenset({role}), alone=True)
