"""A mail from another part of the world: an hour or a day that means one thing by the sender's clock and another by ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from knowledge.promises.model import Due, Statement

WHOSE = "it does not say by whose clock"


def differ(sent: datetime, here: tzinfo) -> bool:
    """Whether the sender's clock shows another time than ours; a mail stamped in UTC does not tell its sender's."""
    own = sent.utcoffset()
    return own is not None and sent.tzinfo is not UTC and bool(own) and own != sent.astimezone(here).utcoffset()


def by_either_clock(ours: Sequence[Statement], theirs: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements read by our clock, each with a doubt where the sender's clock gives another hour or day.

    Then the later of the two counts, which is the kinder reading, and days become a window.
    """
    if len(ours) != len(theirs):
        return tuple(ours)
    return tuple(replace(one, due=_either(one.due, other.due)) for one, other in zip(ours, theirs, strict=True))


def _either(one: Due, other: Due) -> Due:
    if one.at is not None and other.at is not None:
        return one if one.at == other.at else _later_hour(one, other)
    days = [day for due in (one, other) for day in (due.on, due.first, due.last) if day is not None]
    if not days or (one.on, one.first, one.last) == (other.on, other.first, other.last) or one.starts:
        return one
    note = f"{WHOSE}: the mail was sent on one day there and on another here"
    return replace(one, on=None, at=None, first=min(days), last=max(days), note=note)


def _later_hour(one: Due, other: Due) -> Due:
    if one.at is None or other.at is None:
        return one
    there = other.at.astimezone(one.at.tzinfo)
    later = max(one.at, there)
    earlier = min(one.at, there)
    note = f"{WHOSE}; by {'the sender’s' if there == earlier else 'yours'} it would be {earlier:%H:%M} here"
    return replace(one, at=later, on=later.date(), note=note)
