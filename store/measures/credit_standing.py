"""Where a month's credit stands with people: to claim, claimed in time, paid short, or past its day; one rule for all.

What a machine read as a claim counts as one only where nothing is lost by it: while the day to claim is ahead it must
still be claimed or confirmed, afterwards it is told as what the mail says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from store.facts.claimed import CreditClaim
from store.facts.common import Period, Status
from store.measures.credits import MonthCredits


class Standing(StrEnum):
    """What can be done about a month's credit now."""

    UNTOLD = "cannot be told"
    NOTHING = "nothing owed"
    PAID = "credited"
    SHORT = "paid short"
    UNAPPLIED = "not credited"
    CLAIMED = "claimed, not credited yet"
    OPEN = "claim now"
    LAPSED = "past the day to claim"


def with_claims(credits: MonthCredits, claims: Sequence[CreditClaim]) -> MonthCredits:
    """The month's credits with the claims made for it, the earliest first; those without a day last."""
    own = sorted((one for one in claims if one.month == credits.month), key=lambda one: one.sent_on or date.max)
    made = in_time(replace(credits, claims=tuple(own)))
    sums = {one.amount for one in own if one.amount is not None and (made is None or one == made)}
    return replace(credits, claims=tuple(own), claimed=next(iter(sums)) if len(sums) == 1 else None)


def in_time(credits: MonthCredits) -> CreditClaim | None:
    """The first claim made by the last day; None where none was, or where that cannot be told."""
    return next((one for one in credits.claims if is_in_time(one, credits)), None)


def is_in_time(claim: CreditClaim, credits: MonthCredits) -> bool | None:
    """Whether a claim was made by the last day; None where its own day is not known, or the last day is not.

    A claim made before its month began is for another month of that name.
    """
    if claim.sent_on is None or claim.sent_on < Period.of_month(credits.month).start:
        return None
    if credits.claim_by is not None:
        return claim.sent_on <= credits.claim_by
    return True if credits.claim_open or not _has_a_last_day(credits) else None


def _has_a_last_day(credits: MonthCredits) -> bool:
    """Whether the contract gives a last day to claim at all, known or not."""
    return any(one.what.startswith("the last day to claim:") for one in credits.unknowns)


def standing(credits: MonthCredits) -> Standing:
    """Where a month's credit stands."""
    if credits.owed is None:
        return Standing.UNTOLD
    if credits.left <= 0:
        return Standing.PAID if credits.owed.amount else Standing.NOTHING
    if credits.credited.amount > 0:
        return Standing.SHORT
    return Standing.UNAPPLIED if credits.automatic else _by_claim(credits)


def _by_claim(credits: MonthCredits) -> Standing:
    """What must be claimed and stands on no invoice at all."""
    made = in_time(credits)
    if made is not None and (made.status is Status.CONFIRMED or credits.claim_open is False):
        return Standing.CLAIMED
    return Standing.LAPSED if credits.claim_open is False else Standing.OPEN


def to_confirm(credits: MonthCredits) -> CreditClaim | None:
    """The claim in time that only a machine has read; None where there is none or a person has spoken."""
    made = in_time(credits)
    return made if made is not None and made.status is not Status.CONFIRMED else None


def left_out(credits: MonthCredits, levels: Sequence[str]) -> tuple[str, ...]:
    """Which of the levels that earn the credit no claim in time names; none where a claim is for the whole."""
    claims = [one for one in credits.claims if is_in_time(one, credits)]
    if not claims or any(not one.levels for one in claims):
        return ()
    named = {level for one in claims for level in one.levels}
    return tuple(level for level in levels if level not in named)
