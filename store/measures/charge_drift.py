"""Invoice lines against the contract: what each charged unit should have cost, and whether the count was right.

The difference of a line is split exactly in two: the price, (billed price - agreed price) times the billed quantity,
and the quantity, (billed quantity - agreed quantity) times the agreed price. Credits are not looked at here. A fixed
monthly fee is held against the price of that fee, where every word of the line stands in the words of the price.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from store.facts.agreed import Charge
from store.facts.happened import HeadCount, InvoiceLine
from store.measures.extra_lines import HOURLY, Rates, is_extra
from store.measures.price_limits import PriceRange

Allowed = Callable[[Charge, str], PriceRange]
Priced = tuple[InvoiceLine, Charge, PriceRange]

PENNY = Decimal("0.01")
FIXED = "monthly_fixed"
UNITS = {"per_user": "user", "per_device": "device", "per_site": "site", FIXED: "month"}
# What one of a line is, for every line that is held against a price.
EACH = {**UNITS, HOURLY: "hour"}
_TIER = re.compile(
    r"\b(?:first|next|further|additional|above|over|beyond|more than|up to|remaining|remainder|rest|extra|tier|band)\b"
)
# Words of an invoice line that do not tell one fee from another.
_COMMON = frozenset("monthly month fee fees charge charges for the of and per a an service services recurring".split())
# What of a line's description changes from month to month.
_DATED = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|[\d/.-]+(?:st|nd|rd|th)?\b")


@dataclass(frozen=True, slots=True)
class Drift:
    """One invoice line held against the contract; money in the line's own currency.

    `rate` is the agreed price, `most` that with every rise the contract could allow (None: no top is known), `units` the
    count the contract allows to be charged (None: no head count known). `price`, what was billed above `most`, and
    `quantity` are the two parts of the difference; `price_most` is what was billed above `rate`, all of it too much
    where no rise was due. `sum_off` is the line's amount less its own quantity times price, in pennies, where that does
    not come out.
    """

    line: InvoiceLine
    kind: str
    rate: Decimal
    most: Decimal | None
    units: int | None
    price: Decimal
    price_most: Decimal
    quantity: Decimal | None
    sum_off: Decimal = Decimal(0)

    @property
    def by_a_rise(self) -> bool:
        """Whether the price is above the agreed one by no more than the contract could allow, so that a rise decides."""
        return not self.price and self.price_most > 0

    @property
    def in_order(self) -> bool | None:
        """Whether nothing differs; None where nothing surely does, and a rise or the count cannot be told."""
        if self.price or self.sum_off or self.quantity:
            return False
        return None if self.quantity is None or self.by_a_rise else True


def drifts(
    lines: Iterable[InvoiceLine],
    charges: Callable[[str], Sequence[Charge]],
    heads: Sequence[HeadCount],
    allowed: Allowed,
) -> tuple[Drift, ...]:
    """The recurring lines charged by the unit or as a fixed fee, each against the price and the head count of its month.

    `charges` gives the charges in force in a month ("2026-09"), `allowed` the two ends of a price in a month.
    """
    found: dict[tuple[str, str], list[Priced]] = {}
    for line in lines:
        if (priced := _priced(line, charges(line.month), allowed)) is not None:
            found.setdefault((line.month, priced[0].kind), []).append((line, *priced))
    tiers = {month: charges(month) for month, _ in found}
    held = (_by_tier(some, tiers[month], allowed) for (month, _), some in found.items())
    return tuple(one for some in held for one in _together(some, heads))


def _by_tier(
    some: list[Priced],
    charges: Sequence[Charge],
    allowed: Allowed,
) -> list[Priced]:
    """Lines that name their tiers, one for each price by tier: the dearest against the dearest price, and so on."""
    line, charge, _ = some[0]
    ours = [one for one in charges if one.rate is not None and one.kind == charge.kind != FIXED]
    billed = {one.unit_price for one, _, _ in some}
    named = all(_TIER.search(one.description.casefold()) for one, _, _ in some)
    if len(ours) < 2 or not named or not len(ours) == len(some) == len(billed):
        return some
    rates = _ranges(ours, line.month, allowed)
    lines = sorted((one for one, _, _ in some), key=lambda one: one.unit_price or Decimal(0))
    return [(one, *rate) for one, rate in zip(lines, rates, strict=True)]


def _ranges(charges: Sequence[Charge], month: str, allowed: Allowed) -> list[tuple[Charge, PriceRange]]:
    """Prices with their two ends, the cheapest first."""
    told = [(one, allowed(one, month)) for one in charges]
    return sorted(told, key=lambda pair: (pair[1].least, pair[0].id))


def _priced(line: InvoiceLine, charges: Sequence[Charge], allowed: Allowed) -> tuple[Charge, PriceRange] | None:
    """The charge behind a line and its two ends: with prices by tier the lowest that covers what was billed."""
    if line.credit_for or line.unit_price is None or line.quantity is None:
        return None
    priced = [one for one in charges if one.rate is not None and one.currency == line.net.currency]
    ours = _of_its_group(line, [one for one in priced if is_for(line, one)]) or fees_of(line, priced)
    rates = _ranges(ours, line.month, allowed)
    if not rates:
        return None
    billed = line.unit_price
    plain = (rate for rate in rates if rate[1].least == billed)
    covering = (rate for rate in rates if rate[1].least >= billed or (rate[1].most or Decimal(0)) >= billed)
    return next(plain, None) or next(covering, rates[-1])


def _together(some: Sequence[Priced], heads: Sequence[HeadCount]) -> list[Drift]:
    """The lines of one unit in one month: their quantities are counted together, any difference stands on the last."""
    counted = sum((line.quantity or Decimal(0) for line, _, _ in some), Decimal(0))
    units = _units(some[0][1], heads, some[0][0])
    last = len(some) - 1
    return [
        drift(one, units, counted - units if units is not None and place == last else Decimal(0))
        for place, one in enumerate(some)
    ]


def drift(one: Priced, units: int | None, beyond: Decimal) -> Drift:
    """One line beside its price; `units` is the count allowed, where one is known, `beyond` what was billed above it."""
    line, charge, agreed = one
    billed, quantity = line.unit_price or Decimal(0), line.quantity or Decimal(0)
    fair = billed if agreed.most is None else min(billed, agreed.most)
    return Drift(
        line=line,
        kind=charge.kind,
        rate=agreed.least,
        most=agreed.most,
        units=units,
        price=_pennies((billed - fair) * quantity),
        price_most=_pennies(max(billed - agreed.least, Decimal(0)) * quantity),
        quantity=_pennies(beyond * fair) if units is not None or charge.kind in {FIXED, HOURLY} else None,
        sum_off=_pennies(line.net.amount) - _pennies(billed * quantity),
    )


def is_for(line: InvoiceLine, charge: Charge) -> bool:
    """Whether a line bills the unit, or the kind of user, that a price is for."""
    unit = UNITS.get(charge.kind)
    return (
        unit is not None
        and charge.kind != FIXED
        and not is_extra(line)
        and (
            re.search(rf"\b{unit}s?\b", line.description.casefold()) is not None
            or (charge.who is not None and _group(charge.who) <= _group(line.description))
        )
    )


def fees_of(line: InvoiceLine, priced: Sequence[Charge]) -> list[Charge]:
    """The fixed fees that a line billed once can be: named by nothing but words of the price, or the only price."""
    if is_extra(line) or line.quantity != 1:
        return []
    named = _words(_name(line)) - _COMMON
    if not named:
        recurring = [one for one in priced if one.kind in UNITS]
        return recurring if [one.kind for one in recurring] == [FIXED] else []
    return [one for one in priced if one.kind == FIXED and named <= _words((one.source.quote or "").casefold())]


def _group(name: str) -> frozenset[str]:
    """The words that tell a kind of user, whatever their number: "light users" and "Light user" are one."""
    return frozenset(word.removesuffix("s") for word in _words(name.casefold())) - _COMMON - {"user", "per", "each"}


def _of_its_group(line: InvoiceLine, charges: list[Charge]) -> list[Charge]:
    """The prices for the kind of user that a line names; all of them where it names none."""
    said = _group(line.description)
    own = [one for one in charges if one.who and _group(one.who) <= said]
    longest = max((len(_group(one.who or "")) for one in own), default=0)
    return [one for one in own if len(_group(one.who or "")) == longest] or charges


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text))


@dataclass(frozen=True, slots=True)
class Rise:
    """A price that was higher than on the invoice before, in the line's own currency; `most` it may be, None: no top."""

    kind: str
    before: InvoiceLine
    after: InvoiceLine
    agreed: Decimal
    most: Decimal | None

    @property
    def start(self) -> Decimal:
        """The price before."""
        return self.before.unit_price or Decimal(0)

    @property
    def end(self) -> Decimal:
        """The price after."""
        return self.after.unit_price or Decimal(0)

    @property
    def allowed(self) -> bool | None:
        """Whether the contract can cover the price after; None where it sets no top."""
        if self.most is None:
            return True if self.end <= self.agreed else None
        return self.end <= self.most

    @property
    def pct(self) -> Decimal:
        """The rise in per cent of the price before, to two places."""
        return ((self.end - self.start) * 100 / self.start).quantize(PENNY, ROUND_HALF_UP)


def rises(found: Iterable[Drift]) -> tuple[Rise, ...]:
    """Every rise of a recurring price from one invoiced month to the next, in the order of the months; a price of 0 has none."""
    series: dict[tuple[str, str], dict[str, Drift]] = {}
    for one in (one for one in found if one.kind != HOURLY):
        months = series.setdefault((one.kind, _name(one.line)), {})
        held = months.get(one.line.month)
        if held is None or (one.line.unit_price or 0) > (held.line.unit_price or 0):
            months[one.line.month] = one
    steps = [pair for months in series.values() for pair in pairwise(months[month] for month in sorted(months))]
    told = [Rise(after.kind, before.line, after.line, after.rate, after.most) for before, after in steps]
    return tuple(sorted((one for one in told if one.end > one.start > 0), key=lambda one: one.after.month))


def _name(line: InvoiceLine) -> str:
    """What a line is for, without the dates and counts in it."""
    return " ".join(re.findall(r"[a-z]+", _DATED.sub(" ", line.description.casefold())))


def _units(charge: Charge, heads: Sequence[HeadCount], line: InvoiceLine) -> int | None:
    """The count on the last day of head count on or before the invoice, at least the contract's minimum."""
    if charge.kind == FIXED:
        return None
    name = f"{UNITS[charge.kind]}s"
    known = [(one.on, getattr(one, name)) for one in heads if f"{one.on:%Y-%m}" <= line.month and getattr(one, name)]
    if not known:
        return None
    return max(int(max(known)[1]), charge.minimum or 0)


def _pennies(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Spent:
    """What was invoiced in a span in one currency: recurring, extra, credits (negative), and all of it."""

    currency: str
    recurring: Decimal
    extra: Decimal
    credits: Decimal
    lines: int

    @property
    def total(self) -> Decimal:
        """Everything invoiced less the credits."""
        return self.recurring + self.extra + self.credits


def spent(lines: Iterable[InvoiceLine], months: Sequence[str], rates: Rates = frozenset()) -> tuple[Spent, ...]:
    """The invoice lines of these months added up, one sum for each currency; `rates` are the prices by the hour."""
    wanted = [line for line in lines if line.month in set(months)]
    return tuple(
        _sum(currency, [line for line in wanted if line.net.currency == currency], rates)
        for currency in dict.fromkeys(line.net.currency for line in wanted)
    )


def _sum(currency: str, lines: Sequence[InvoiceLine], rates: Rates) -> Spent:
    credits = [line for line in lines if line.credit_for or line.is_loose_credit]
    extra = [line for line in lines if line not in credits and is_extra(line, rates)]
    recurring = [line for line in lines if line not in credits and line not in extra]
    return Spent(currency, _total(recurring), _total(extra), _total(credits), lines=len(lines))


def _total(lines: Sequence[InvoiceLine]) -> Decimal:
    return sum((line.net.amount for line in lines), Decimal(0))
