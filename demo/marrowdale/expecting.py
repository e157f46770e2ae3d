"""What Marrowdale's answers must hold, each from the oracle."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from demo.counting import pct, span, two
from demo.expecting import KNOWN, Expect, day, figure, nothing_came, period, shown
from demo.marrowdale import oracle, oracle_money

COUNTS = {"response": oracle.response, "resolution": oracle.resolution}


def level(what: str, priority: int, when: str, *, dates: bool = True, says: tuple[str, ...] = ()) -> Expect:
    """A response or resolution level in a period; over several months the verdict is left open."""
    good, counted = COUNTS[what](priority, span(when))
    if not counted:
        return nothing_came(when)
    share = pct(good, counted)
    figures = [figure(f"{what}_attainment", share, n=good, of=counted, priority=f"P{priority}")]
    found = shown(when, figures, good=oracle.met(priority, share) if ".." not in when else None, dates=dates)
    return {**found, "says": list(says)} if says else found


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
    return shown(when, [figure("availability", share)], good=Decimal(share) >= Decimal("99.90"))


def secured(kind: str, when: str) -> Expect:
    """One security count in a month."""
    key = {"patching": "patching", "backups": "backup", "EDR": "edr", "MFA": "mfa"}[kind]
    counted = oracle_money.security(kind, when)
    if counted is None:
        return {"state": "unknown", "why": ["provider_did_not_supply", "not_uploaded"], "period": period(when)}
    share = pct(*counted)
    good = Decimal(share) >= Decimal(oracle_money.SECURITY_TARGETS[kind])
    return shown(when, [figure(key, share, n=counted[0], of=counted[1])], good=good)


def credit(when: str, *, keys: tuple[str, ...] = ("credit_owed",), says: tuple[str, ...] = ()) -> Expect:
    """The service credit of a month; `keys` names which of its figures must be shown."""
    owed, paid = Decimal(oracle_money.owed(when)), oracle_money.credited(when)
    values = {
        "credit_owed": figure("credit_owed", two(owed), "GBP"),
        "credit_credited": figure("credit_credited", two(paid), "GBP"),
        "credit_short": figure("credit_short", two(owed - paid), "GBP"),
        "credit_pct": figure("credit_pct", two(oracle_money.credit_pct(when))),
        "monthly_charge": figure("monthly_charge", two(oracle_money.monthly_charge(when)), "GBP"),
    }
    found: Expect = {"state": KNOWN, "figures": [values[key] for key in keys], "period": period(when)}
    return {**found, "says": list(says)} if says else found


def deadline(when: str) -> Expect:
    """The last day for claiming a month's credit."""
    last = oracle_money.claim_by(when)
    return {"state": KNOWN, "says": [day(last)], "clause": ["Schedule 3, 4.1"]}


def claim(when: str) -> Expect:
    """Whether a month's credit was claimed: the day of our own mail and that it is in time, else the last day alone."""
    on, last = oracle_money.claimed_on(when), oracle_money.claim_by(when)
    said = [day(last)] if on is None else [day(on), day(last), "in time" if on <= last else "after the last day"]
    return {"state": KNOWN, "says": said}


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
    value = two(charge / oracle_money.users(when)) if key == "cost_per_user" else two(charge)
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
