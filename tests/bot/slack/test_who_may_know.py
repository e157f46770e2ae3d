"""Who may be told what where: every role in every place, for every kind of contract, and not one leak."""

from itertools import product

import pytest

from bot.slack.audience import Audience, Role, allowed
from bot.slack.readers import role_of

TEAM = "T1"
CONTRACTS = ("open here", "open elsewhere", "opened nowhere", "owners only, open here", "owners only")
OPENED = {"C1": {"open here", "owners only, open here"}, "C2": {"open elsewhere"}}
FOR_OWNERS = {"owners only, open here", "owners only"}
ROLES = tuple(Role)
# Each place with who reads it besides the person who asks; None where nobody can say.
PLACES = {
    "direct message": ("alone", ()),
    "window or Home tab": ("alone", ()),
    "private channel, owners": ("C1", (Role.OWNER,)),
    "private channel, members": ("C1", (Role.OWNER, Role.MEMBER)),
    "public channel": ("C1", (Role.MEMBER,)),
    "channel never opened": ("C3", (Role.OWNER,)),
    "channel with a guest": ("C1", (Role.OWNER, Role.GUEST)),
    "channel with a guest, never opened": ("C3", (Role.MEMBER, Role.GUEST)),
    "channel with an outsider": ("C1", (Role.OWNER, Role.OUTSIDER)),
    "channel shared with a company": ("shared C1", (Role.OWNER,)),
    "invitation to a company pending": ("shared C1", (Role.OWNER, Role.MEMBER)),
    "somebody who has left": ("C1", (Role.OWNER, Role.GONE)),
    "readers not to be found out": ("unknown", ()),
}


def audience_of(place, asker):
    kind, others = PLACES[place]
    if kind == "alone":
        return Audience(frozenset({asker}), alone=True)
    if kind == "unknown":
        return Audience(frozenset(), known=False)
    shared = kind.startswith("shared ")
    return Audience(frozenset({asker, *others}), shared_outside=shared, channel=kind.removeprefix("shared "))


def may_know(place, asker, contract):
    """The rule again, said in other words: everybody who reads must be one of those the owner meant."""
    kind, others = PLACES[place]
    readers = {asker, *others}
    if kind == "unknown" or kind.startswith("shared ") or readers - {Role.OWNER, Role.MEMBER}:
        return False
    if contract.startswith("owners only") and readers != {Role.OWNER}:
        return False
    return kind == "alone" or (kind == "C1" and "open here" in contract)


CELLS = list(product(ROLES, PLACES, CONTRACTS))


def test_the_matrix_is_large_enough_to_mean_something():
    """Roles by places by documents."""
    assert len(CELLS) >= 240


@pytest.mark.parametrize("place", PLACES)
def test_nobody_is_told_what_somebody_reading_may_not_know(place):
    """And everybody is told what all may know."""
    for asker, contract in product(ROLES, CONTRACTS):
        audience = audience_of(place, asker)
        told = allowed(audience, CONTRACTS, OPENED.get(audience.channel, set()), FOR_OWNERS)
        assert (contract in told.contracts) is may_know(place, asker, contract), (asker, place, contract)
        assert told.contracts or told.why, "a refusal says why"


@pytest.mark.parametrize(
    ("record", "role"),
    [
        ({"team_id": TEAM}, Role.MEMBER),
        ({"team_id": TEAM, "is_owner": True}, Role.OWNER),
        ({"team_id": TEAM, "is_admin": True}, Role.OWNER),
        ({"team_id": TEAM, "is_restricted": True}, Role.GUEST),
        ({"team_id": TEAM, "is_ultra_restricted": True, "is_restricted": True}, Role.GUEST),
        ({"team_id": "T2", "is_owner": True}, Role.OUTSIDER),
        ({"team_id": TEAM, "is_stranger": True, "is_owner": True}, Role.OUTSIDER),
        ({}, Role.OUTSIDER),
        ({"team_id": TEAM, "is_bot": True}, Role.OUTSIDER),
        ({"team_id": TEAM, "deleted": True, "is_owner": True}, Role.GONE),
    ],
)
def test_what_slack_says_of_a_person_makes_their_role_and_doubt_makes_an_outsider(record, role):
    """An owner elsewhere is nobody here."""
    assert role_of(record, TEAM) is role


def test_a_view_of_some_contracts_holds_no_other(sample):
    """Not by list, by name, by question or by what it says there is."""
    from bot.answering.conversation import ask

    nothing = sample.seeing(())
    assert nothing.stores.contracts.refs() == []
    assert nothing.stores.contracts.find("Brindlecote") == []
    told = ask(nothing, "how did they do on P1 response in September?", keep=False)
    assert not told.figures
    assert "Brindlecote" not in told.text
