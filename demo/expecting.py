"""Builders of what an answer must hold, each from the oracle; a question names its facts, never its figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from demo import oracle, oracle_money
from demo.oracle import TARGETS, Span, pct
from demo.oracle_money import SECURITY_TARGETS

Expect = dict[str, Any]
KNOWN = ["answered", "partly"]
NO_WAY = ["unknown", "refused"]
COUNTS = {"response": oracle.response, "resolution": oracle.resolution}


def span(text: str) -> Span:
    """A month "2026-09", or two months or days with two dots between."""
    first, _, last = text.partition("..")
    whole = [oracle.month(part) if len(part) == 7 else oracle_money.days(part, part) for part in (first, last or first)]
    return whole[0][0], whole[1][1]


def period(when: str) -> dict[str, str]:
    """The period as the answer must show it."""
    first, last = span(when)
    return {"from": str(first), "to": str(last)}


def figure(key: str, value: object, unit: str = "%", **more: object) -> dict[str, Any]:
    """One figure that must be there."""
    return {"key": key, "value": str(value), "unit": unit, **more}


def level(what: str, priority: int, when: str, *, dates: bool = True, says: tuple[str, ...] = ()) -> Expect:
    """A response or resolution level in a period; over several months the verdict is left open."""
    good, counted = COUNTS[what](priority, span(when))
    single = ".." not in when
    if not counted:
        none: Expect = {"state": [*KNOWN, "unknown"], "verdict": ["no_demand"], "never": ["100 %", "100.00"]}
        return {**none, "why": "no_demand", "period": period(when)}
    share = pct(good, counted)
    found: Expect = {"state": KNOWN}
    if single:
        met = Decimal(share) >= Decimal(TARGETS[priority])
        found["verdict"] = ["met", "yes"] if met else ["missed", "no"]
    found["figures"] = [figure(f"{what}_attainment", share, n=good, of=counted, priority=f"P{priority}")]
    if dates:
        found["period"] = period(when)
    if says:
        found["says"] = list(says)
    return found


def levels(priority: int, when: str) -> Expect:
    """Response and resolution of one priority together."""
    both = [level(what, priority, when) for what in ("response", "resolution")]
    return {"state": KNOWN, "figures": both[0]["figures"] + both[1]["figures"], "period": period(when)}


def against(what: str, priority: int, *whens: str) -> Expect:
    """The same level in several periods, to be set side by side."""
    return {"state": KNOWN, "figures": [level(what, priority, when)["figures"][0] for when in whens]}


def uptime(service: str, when: str) -> Expect:
    """The availability of a service in a month."""
    share = oracle_money.availability(service, when)
    verdict = ["met", "yes"] if Decimal(share) >= Decimal("99.90") else ["missed", "no"]
    return {"state": KNOWN, "verdict": verdict, "figures": [figure("availability", share)], "period": period(when)}


def secured(kind: str, when: str) -> Expect:
    """One security count in a month."""
    key = {"patching": "patching", "backups": "backup", "EDR": "edr", "MFA": "mfa"}[kind]
    counted = oracle_money.security(kind, when)
    if counted is None:
        return {"state": "unknown", "why": ["provider_did_not_supply", "not_uploaded"], "period": period(when)}
    share = pct(*counted)
    verdict = ["met", "yes"] if Decimal(share) >= Decimal(SECURITY_TARGETS[kind]) else ["missed", "no"]
    figures = [figure(key, share, n=counted[0], of=counted[1])]
    return {"state": KNOWN, "verdict": verdict, "figures": figures, "period": period(when)}


def credit(when: str, *, keys: tuple[str, ...] = ("credit_owed",), says: tuple[str, ...] = ()) -> Expect:
    """The service credit of a month; `keys` names which of its figures must be shown."""
    owed, paid = Decimal(oracle_money.owed(when)), oracle_money.credited(when)
    values = {
        "credit_owed": figure("credit_owed", oracle.two(owed), "GBP"),
        "credit_credited": figure("credit_credited", oracle.two(paid), "GBP"),
        "credit_short": figure("credit_short", oracle.two(owed - paid), "GBP"),
        "credit_pct": figure("credit_pct", oracle.two(oracle_money.credit_pct(when))),
        "monthly_charge": figure("monthly_charge", oracle.two(oracle_money.monthly_charge(when)), "GBP"),
    }
    found: Expect = {"state": KNOWN, "figures": [values[key] for key in keys], "period": period(when)}
    return {**found, "says": list(says)} if says else found


def deadline(when: str) -> Expect:
    """The last day for claiming a month's credit."""
    last = oracle_money.claim_by(when)
    return {"state": KNOWN, "says": [day(last)], "clause": ["Schedule 3, 4.1"]}


def day(moment: date) -> str:
    """A day as people write it, without the year."""
    return f"{moment.day} {moment:%B}"


def broken(when: str, *, rate: bool = False) -> Expect:
    """How many things broke in a period, or in one month for each user."""
    if rate:
        return {"state": KNOWN, "figures": [figure("break_fix_rate", oracle_money.rate(when), "per user per month")]}
    count = oracle.faults(span(when))
    return {"state": KNOWN, "figures": [figure("break_fix_count", count, "tickets")], "period": period(when)}


def broken_against(*whens: str) -> Expect:
    """How many things broke for each user, period beside period."""
    return {"state": KNOWN, "figures": [broken(when, rate=True)["figures"][0] for when in whens]}


def counted(when: str) -> Expect:
    """How many tickets were logged, cancelled ones and second copies left out."""
    found: Expect = {"state": KNOWN, "figures": [figure("ticket_count", oracle.logged(span(when)), "tickets")]}
    return {**found, "period": period(when)}


def cost(when: str, *, key: str = "monthly_charge") -> Expect:
    """The recurring charge of a month, or what it comes to for each user."""
    charge = oracle_money.monthly_charge(when)
    value = oracle.two(charge / oracle_money.users(when)) if key == "cost_per_user" else oracle.two(charge)
    return {"state": KNOWN, "figures": [figure(key, value, "GBP")]}


def report(when: str, measure: str, priority: str = "", **more: Any) -> Expect:
    """What the provider's report claims for a month, beside what the records say where that is measured."""
    said = oracle_money.claimed(when, measure, priority)
    extra = {"priority": priority} if priority else {}
    figures = [figure("report_claim", said, **extra)]
    if priority:
        what = {"First Response": "response", "Resolution": "resolution"}[measure]
        figures += level(what, int(priority[1]), when)["figures"]
    return {"state": KNOWN, "figures": figures, "period": period(when), **more}


def clause(*keys: str, says: tuple[str, ...] = (), figures: tuple[dict[str, Any], ...] = (), **more: Any) -> Expect:
    """A clause that must be cited, with words that must be said."""
    found: Expect = {"state": KNOWN, "clause": list(keys)}
    if says:
        found["says"] = list(says)
    if figures:
        found["figures"] = list(figures)
    return {**found, **more}


def fact(*says: str, **more: Any) -> Expect:
    """Something known that must be said."""
    return {"state": KNOWN, **({"says": list(says)} if says else {}), **more}


def cannot(why: str | list[str] | None = None, *, never: tuple[str, ...] = (), **more: Any) -> Expect:
    """Something that nobody can know from the files, with the reason where one must be given."""
    found: Expect = {"state": NO_WAY}
    if why:
        found["why"] = why
    if never:
        found["never"] = list(never)
    return {**found, **more}


def refuse(**more: Any) -> Expect:
    """Something the product does not do."""
    return {"state": NO_WAY, **more}
