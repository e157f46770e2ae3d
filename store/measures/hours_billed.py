"""Hours on the invoices against the contract's prices by the hour.

A line that names whose hour it is ("engineer", "consultant") is held against the price for that person, where the words
of the price pair its amounts with its people one to one. A line that names nobody may be at any of the prices: one that
is at none of them and not above all of them stays open. Hours outside the usual times, and hours sold together, are
priced in ways that no line shows, and stay open too. Whether the hours were worked no invoice tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from store.facts.agreed import Charge
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import Allowed, Drift, Priced, drift
from store.measures.extra_lines import HOURLY, hourly_rates, is_by_the_hour

_PEOPLE = re.compile(
    r"\b(?P<grade>senior|junior|lead|principal|chief)?\s*(?P<who>engineer|technician|consultant|architect|specialist|project manager|"
    r"developer|analyst|director|trainer|electrician)s?\b"
)
_SUM = re.compile(
    r"(?:[£$€]|\b[A-Z]{3})\s?(?P<value>\d[\d,]*(?:\.\d+)?)|(?P<after>\d[\d,]*(?:\.\d+)?)\s?(?:[£$€]|[A-Z]{3}\b)"
)
_ODD = re.compile(
    r"\b(?:out[- ]of[- ]hours|after[- ]hours|overtime|weekends?|evenings?|nights?|saturdays?|sundays?|bank holidays?|emergency|urgent|"
    r"travel\w*|blocks?|bundles?|packs?|pre-?paid|bank of|days?|daily|half-?days?|minimum|fixed)\b|\b\d+(?:\.\d+)?\s*(?:x\s*)?(?:hours|hrs|h)\b"
)
# What an hour outside the usual times mostly costs, in usual hours.
_DEARER = frozenset({Decimal("1.5"), Decimal(2)})


@dataclass(frozen=True, slots=True)
class Hours:
    """The lines by the hour: those held against a price, and those that cannot be."""

    found: tuple[Drift, ...] = ()
    unsure: tuple[InvoiceLine, ...] = ()


def hours(lines: Iterable[InvoiceLine], charges: Callable[[str], Sequence[Charge]], allowed: Allowed) -> Hours:
    """Every line of hours against its price; `charges` and `allowed` as in `drifts`. None where no hour has a price."""
    found: list[Drift] = []
    unsure: list[InvoiceLine] = []
    for line in lines:
        priced = charges(line.month)
        ours = [one for one in priced if one.kind == HOURLY and one.rate and one.currency == line.net.currency]
        if not ours or not is_by_the_hour(line, hourly_rates(priced)):
            continue
        held = None if _ODD.search(line.description.casefold()) else _held(line, ours, allowed)
        if held is None:
            unsure.append(line)
        else:
            found.append(drift(held, None, Decimal(0)))
    return Hours(tuple(found), tuple(unsure))


def _held(line: InvoiceLine, ours: Sequence[Charge], allowed: Allowed) -> Priced | None:
    """The price of a line with its two ends; None where several may be meant and they differ on it."""
    own = _for_those(line, ours)
    ranges = sorted(((one, allowed(one, line.month)) for one in own), key=lambda pair: pair[1].least)
    billed = line.unit_price or Decimal(0)
    plain = next((pair for pair in ranges if pair[1].least == billed), None)
    if plain is not None:
        return (line, *plain)
    if any(billed == one.least * times for _, one in ranges for times in _DEARER):
        return None
    cheapest, dearest = ranges[0], ranges[-1]
    if cheapest[1].least == dearest[1].least or billed > dearest[1].least:
        return (line, *dearest)
    return (line, *cheapest) if billed < cheapest[1].least else None


def _for_those(line: InvoiceLine, ours: Sequence[Charge]) -> Sequence[Charge]:
    """The prices for the people that a line names; all of them where it names none, or no price does."""
    said = _people(line.description)
    return [one for one in ours if (whose := _whose(one)) is not None and whose in said] or ours


def _people(words: str) -> list[str]:
    return [f"{match['grade'] or ''} {match['who']}".strip() for match in _PEOPLE.finditer(words.casefold())]


def _whose(charge: Charge) -> str | None:
    """Whose hour a price is for, where its words name as many people as sums, in their order."""
    quote = charge.source.quote or ""
    sums = [Decimal((one["value"] or one["after"]).replace(",", "")) for one in _SUM.finditer(quote)]
    people = _people(quote)
    if len(sums) != len(people) or sums.count(charge.rate or Decimal(0)) != 1:
        return None
    return people[sums.index(charge.rate or Decimal(0))]
