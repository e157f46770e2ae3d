"""What Quillabar's answers must hold, each from the oracle."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from demo.counting import month, pct, span, two
from demo.expecting import KNOWN, NO_DATA, Expect, figure, nothing_came, period, shown
from demo.quillabar import oracle

# Where the deed may be cited: the Annexure, however it is called, or the item itself.
ANNEX = {letter: (f"Annexure {letter}", f"Annex {letter}", letter) for letter in "ABCDE"}


def annexed(item: str) -> tuple[str, ...]:
    """The ways of citing an item such as "B3"."""
    return (*ANNEX[item[0]], item)


def level(what: str, severity: int, when: str, *, dates: bool = True) -> Expect:
    """An Initial Reply or a Fix in a period; over several months the verdict is left open."""
    good, total = oracle.counted(what, severity, span(when))
    if not total:
        return nothing_came(when)
    figures = [figure(f"{what}_attainment", pct(good, total), n=good, of=total, priority=f"P{severity}")]
    single = ".." not in when
    return shown(when, figures, good=oracle.met(severity, good, total) if single else None, dates=dates)


def against(what: str, severity: int, *whens: str) -> Expect:
    """The same level in several periods, to be set side by side."""
    return {"state": KNOWN, "figures": [level(what, severity, when)["figures"][0] for when in whens]}


def uptime(service: str, when: str) -> Expect:
    """The availability of a service in a month."""
    share = oracle.availability(service, when)
    return shown(when, [figure("availability", share)], good=Decimal(share) >= Decimal(oracle.UPTIME[service]))


def cared(kind: str, when: str) -> Expect:
    """One care standard in a month."""
    counted = oracle.care(kind, when)
    if counted is None:
        return {"state": "unknown", "why": NO_DATA, "period": period(when)}
    share = pct(*counted)
    key = {"patching": "patching", "backups": "backup"}[kind]
    good = Decimal(share) >= Decimal(oracle.CARE[kind])
    return shown(when, [figure(key, share, n=counted[0], of=counted[1])], good=good)


def rebate(when: str, *keys: str, says: tuple[str, ...] = ()) -> Expect:
    """The Service Rebate of a month; `keys` names which of its figures must be shown."""
    owed, paid = oracle.owed(when), oracle.credited(when)
    values = {
        "credit_owed": figure("credit_owed", two(owed), "AUD"),
        "credit_credited": figure("credit_credited", two(paid), "AUD"),
        "credit_short": figure("credit_short", two(owed - paid), "AUD"),
        "credit_pct": figure("credit_pct", two(Decimal(oracle.rebate_pct(when)))),
        "monthly_charge": figure("monthly_charge", two(oracle.monthly_fee(when)), "AUD"),
    }
    found = shown(when, [values[key] for key in keys or ("credit_owed",)])
    return {**found, "says": list(says)} if says else found


def pointed(when: str) -> Expect:
    """The Service Points of a month, said in so many words."""
    return {"state": KNOWN, "says": [f"{oracle.points(when).normalize():f} points"], "period": period(when)}


def fee(when: str) -> Expect:
    """The Monthly Fee of a month."""
    return {"state": KNOWN, "figures": [figure("monthly_charge", two(oracle.monthly_fee(when)), "AUD")]}


def broken(when: str) -> Expect:
    """How many Incidents were logged in a period; said, since it may stand as incidents or as faults."""
    return {"state": KNOWN, "says": [f"{oracle.faults(span(when))} "], "period": period(when)}


def rate(*whens: str) -> Expect:
    """Incidents for each person in one month or several."""
    rates = [two(Decimal(oracle.faults(month(when))) / oracle.people(when)) for when in whens]
    return {"state": KNOWN, "figures": [figure("break_fix_rate", one, "per user per month") for one in rates]}


def logged(when: str, severity: int = 0) -> Expect:
    """How many Requests were logged, cancelled ones left out."""
    extra: dict[str, Any] = {"priority": f"P{severity}"} if severity else {}
    return shown(when, [figure("ticket_count", oracle.logged(span(when), severity), "tickets", **extra)])


def report(when: str, priority: str, severity: int, **more: Any) -> Expect:
    """What a Quarterly Report claims for a month, beside what the records say."""
    said = figure("report_claim", oracle.claimed(when, "Initial response", priority), priority=priority)
    figures = [said, *level("response", severity, when)["figures"]]
    return {**shown(when, figures), **more}
