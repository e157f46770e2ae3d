"""What more or fewer users, devices or sites cost: the contract's price for one, times as many as are asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft
from bot.answering.telling import frozen_prices, rise_doubt
from bot.answering.telling.asked import Asked
from store.facts.agreed import Charge
from store.facts.common import Money, Period, Why
from store.facts.happened import InvoiceLine
from store.measures.extra_lines import is_extra
from store.measures.price_limits import of_our_plan

NUMBER_WORDS = {
    **{word: at for at, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "a hundred": 100,
    "a dozen": 12,
}
NUMBER = r"\d{1,5}|" + "|".join(NUMBER_WORDS)
COUNTED = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:or so\s+)?(?:of (?:our|the)\s+)?(?:more |extra |new |additional |fewer |less )?"
    r"(?P<thing>(?:(?:full|light|standard|basic)\s+)?users?|people|seats?|staff|starters|employees|volunteers?|devices?|laptops?|computers|machines|sites?|offices?)\b",
    re.IGNORECASE,
)
THING = re.compile(
    r"\b(?P<user>users?|people|person|seats?|staff|starters?|employees?|volunteers?|trustees?|students?|teachers?|workers?|contractors?|mailbox(?:es)?)\b|"
    r"\b(?P<device>devices?|laptops?|computers?|machines?)\b|\b(?P<site>sites?|offices?)\b",
    re.IGNORECASE,
)
RECURRING = frozenset({"monthly_fixed", "per_user", "per_device", "per_site"})
FEWER = re.compile(
    r"\b(?:fewer|less|los(?:e|ing)|drop(?:ping)?|cut(?:ting)?|leav(?:e|es|ing)|without|remov\w+)\b", re.IGNORECASE
)
YEAR = re.compile(
    r"\b(?:a|per|each|one|the|whole|full) year\b|\bannual\w*|\byearly\b|\b(?:12|twelve) months\b", re.IGNORECASE
)
PRICED = {"user": "per_user", "device": "per_device", "site": "per_site"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked about: "user", "device" or "site", how many (None where no number is named), and which way."""

    thing: str
    number: int | None
    fewer: bool


def wanted(text: str) -> Wanted:
    """What a question asks the price of; users where it does not say."""
    counted = COUNTED.search(text)
    found = THING.search(counted["thing"] if counted else text)
    thing = found.lastgroup if found and found.lastgroup else "user"
    number = None
    if counted:
        said = counted["number"].lower()
        number = int(said) if said.isdecimal() else NUMBER_WORDS[said]
    return Wanted(thing, number, FEWER.search(text) is not None)


def tell(asked: Asked) -> Answer:
    """What so many more or fewer would change a month's charge by, by the price in force then."""
    draft = asked.draft("clause", timed=False)
    want = wanted(asked.question.text)
    when = max(asked.question.period.end, asked.case.today) if asked.question.period else asked.case.today
    charges = of_our_plan(in_force(asked.case.agreed, when).charges, asked.case.facts.plan)
    prices = [one for one in charges if one.kind == PRICED[want.thing] and one.rate is not None and one.currency]
    named = [one for one in prices if one.who and _names(asked.question.text, one.who)]
    prices = named or prices
    if len(prices) != 1:
        return _no_single_price(want, prices, draft)
    price = prices[0]
    rate = Money(price.rate or Decimal(0), price.currency or "")
    each = draft.money("price_each", f"Contract price for each {want.thing} and month", rate, role="target")
    draft.say(f"The contract: {draft.quoted(price.source, price.status)}.")
    _minimum(price, want, draft)
    _billed(asked, price, want, draft)
    held = frozen_prices.say_frozen(asked, when, draft)
    if not held and any(one.kind == "indexation" for one in charges):
        rises = next(one for one in charges if one.kind == "indexation")
        draft.say(f"The price may rise under {draft.cite(rises.source, rises.status)}; this is the price as it stands.")
    elif not held:
        rise_doubt.no_rule(draft)
    if not want.fewer:
        draft.say("Setting them up, equipment and licences are not in it unless the contract puts them in the price.")
    if want.number is None:
        return draft.answer(f"By the contract, each {want.thing} costs {each} a month.")
    return _under_the_least(asked, price, charges, want, draft) or _changed(asked, price, want, each, draft)


def _changed(asked: Asked, price: Charge, want: Wanted, each: str, draft: Draft) -> Answer:
    """By how much the month's charge changes; where a least number is charged, only what lies above it counts."""
    asked_number, things, least = want.number or 0, f"{want.thing}s", price.minimum or 0
    number = draft.figure("asked_number", f"{things.capitalize()} asked about", asked_number, "count", role="target")
    named = want.thing if asked_number == 1 else things
    if price.who:
        named = f"{price.who.removesuffix('s')}{'' if asked_number == 1 or price.who == 'staff' else 's'}"
    charged, way = asked_number, ("fewer", "less") if want.fewer else ("more", "more")
    if least:
        known = [(one.on, held) for one in asked.case.happened.headcount if (held := getattr(one, things)) is not None]
        if not known:
            draft.cannot(f"how many {things} there are now", Why.NOT_UPLOADED, "Add it: itbot add headcount.csv")
            return draft.answer(f"Each {want.thing} costs {each} a month, above the least number charged.", "partly")
        on, now = max(known)
        after = now - asked_number if want.fewer else now + asked_number
        charged = abs(max(after, least) - max(now, least))
        draft.say(
            f"There were {draft.figure('heads_now', f'{things.capitalize()} on {on}', now, 'count')} {things} on "
            f"{draft.on('counted_on', 'Head count taken on', on)}."
        )
    counted = draft.figure(
        "charged_number", f"{things.capitalize()} that change the charge", charged, "count", role="target"
    )
    change = Money((price.rate or Decimal(0)) * charged, price.currency or "")
    shown = draft.money("price_of_change", f"{asked_number} {way[0]} {things}, a month", change, role="target")
    head = f"By the contract, {number} {way[0]} {named} would cost {shown} {way[1]} a month: {counted} times {each}"
    return draft.answer(f"{head}{_over_a_year(asked, change, way, draft)}.")


def _over_a_year(asked: Asked, change: Money, way: tuple[str, str], draft: Draft) -> str:
    """Twelve such months at the price as it stands, where a year is asked about."""
    if not YEAR.search(asked.question.spoken):
        return ""
    months = draft.figure("months_in_year", "Months in a year", 12, "count", role="target")
    year = Money(change.amount * 12, change.currency)
    shown = draft.money(
        "price_of_change_year", f"{way[0].capitalize()}, over a year at this price", year, role="target"
    )
    draft.say(
        "Over a year means so many full months at the price as it stands; a price rise within them would change it."
    )
    return f"; over a year {months} times that, {shown} {way[1]}"


def _no_single_price(want: Wanted, prices: list[Charge], draft: Draft) -> Answer:
    if prices:
        quoted = dict.fromkeys(draft.quoted(one.source, one.status) for one in prices)
        draft.say(*(f"The contract: {one}." for one in quoted))
        draft.cannot(f"which of these prices a further {want.thing} has", Why.CONFLICT, "Ask the provider which one.")
        return draft.answer(
            f"The contract has several prices for a {want.thing}; it depends which one applies.", "partly"
        )
    draft.cannot(
        f"what a further {want.thing} costs",
        Why.NOT_IN_CONTRACT,
        f"No clause that we have read gives a price for each {want.thing}. Ask the provider for it in writing.",
    )
    return draft.answer(f"We cannot tell: we read no price for each {want.thing}.", "unknown", "cannot_tell")


def _names(text: str, who: str) -> bool:
    """Whether a question names a kind of user ("two more volunteers")."""
    wanted = {word.removesuffix("s") for word in who.lower().split()} - {"user"}
    return bool(wanted) and wanted <= {word.removesuffix("s") for word in re.findall(r"[a-z]+", text.lower())}


def _under_the_least(
    asked: Asked, price: Charge, charges: Sequence[Charge], want: Wanted, draft: Draft
) -> Answer | None:
    """Where a month costs at least so much, and the heads known do not surely come to more: what then changes; else None."""
    least = next((one for one in charges if one.kind == "minimum_monthly" and one.rate and one.currency), None)
    if least is None or least.rate is None or least.currency is None or want.number is None:
        return None
    floor = draft.money(
        "minimum_monthly", "The least that a month costs", Money(least.rate, least.currency), role="target"
    )
    draft.say(f"A month costs at least {floor} ({draft.cite(least.source, least.status)}).")
    known = [(one.on, heads) for one in asked.case.happened.headcount if (heads := getattr(one, f"{want.thing}s"))]
    others = [one for one in charges if one.rate is not None and one is not price and one.kind in RECURRING]
    if not known or others:
        draft.cannot(
            f"whether the charge lies above the least of {floor}, below which nothing changes",
            Why.NOT_UPLOADED,
            "Compare the last invoice with that least charge.",
        )
        return None
    now = max(known)[1]
    rate, after = price.rate or Decimal(0), now - want.number if want.fewer else now + want.number
    before, then = (max(least.rate, rate * max(heads, price.minimum or 0)) for heads in (now, after))
    if least.rate not in (before, then):
        return None
    change = Money(abs(then - before), least.currency)
    number = draft.figure(
        "asked_number", f"{want.thing.capitalize()}s asked about", want.number, "count", role="target"
    )
    heads = draft.figure("heads_now", f"{want.thing.capitalize()}s now", now, "count")
    way = ("fewer", "less") if want.fewer else ("more", "more")
    if not change.amount:
        return draft.answer(
            f"Nothing: {number} {way[0]} {want.thing}s leave the month at its least, {floor}, with {heads} now."
        )
    shown = draft.money("price_of_change", f"{want.number} {way[0]} {want.thing}s, a month", change, role="target")
    return draft.answer(
        f"By the contract, {number} {way[0]} {want.thing}s would cost {shown} {way[1]} a month: with {heads} now, the least of {floor} takes up the rest."
    )


def _minimum(price: Charge, want: Wanted, draft: Draft) -> None:
    if price.minimum is not None:
        least = draft.figure("minimum", f"Least {want.thing}s charged", price.minimum, "count", role="target")
        draft.say(f"At least {least} {want.thing}s are charged each month, however few there are.")


def _billed(asked: Asked, price: Charge, want: Wanted, draft: Draft) -> None:
    """Say where the last invoice charged another price for one, so that nobody reckons with the wrong one."""
    lines = [one for one in asked.case.happened.invoices if one.unit_price and not is_extra(one) and _of(one, want)]
    if not lines:
        return
    last = max(lines, key=lambda one: one.month)
    if last.unit_price != price.rate and last.unit_price is not None:
        label = f"Price billed for each {want.thing}, {Period.of_month(last.month).label}"
        billed = draft.money(
            "price_billed", label, Money(last.unit_price, last.net.currency), sources=(str(last.source),)
        )
        draft.cannot(
            f"which price counts: the invoice of {draft.month(last.month)} charged {billed} for each {want.thing}",
            Why.CONFLICT,
            "A yearly rise may explain it; ask the provider.",
        )


def _of(line: InvoiceLine, want: Wanted) -> bool:
    found = THING.search(line.description)
    return found is not None and found.lastgroup == want.thing
