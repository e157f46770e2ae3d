"""Builders of what an answer must hold that all sample companies share; a question names its facts, never its figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.counting import span

Expect = dict[str, Any]
Asked = tuple[str, str, Expect]
KNOWN = ["answered", "partly"]
NO_WAY = ["unknown", "refused"]
MET, MISSED = ["met", "yes"], ["missed", "no"]
# Reasons that lie in the files, and the one that lies in the contract.
NO_DATA = ["not_uploaded", "provider_did_not_supply"]
NOT_THERE = "not_in_contract"


def period(when: str) -> dict[str, str]:
    """The period as the answer must show it."""
    first, last = span(when)
    return {"from": str(first), "to": str(last)}


def figure(key: str, value: object, unit: str = "%", **more: object) -> dict[str, Any]:
    """One figure that must be there."""
    return {"key": key, "value": str(value), "unit": unit, **more}


def shown(when: str, figures: list[dict[str, Any]], *, good: bool | None = None, dates: bool = True) -> Expect:
    """Figures of a period, with the verdict where one can be given and the dates where only one reading is fair."""
    found: Expect = {"state": KNOWN}
    if good is not None:
        found["verdict"] = MET if good else MISSED
    found["figures"] = figures
    return {**found, "period": period(when)} if dates else found


def nothing_came(when: str) -> Expect:
    """A period without a single case: neither met nor missed."""
    return {
        "state": [*KNOWN, "unknown"],
        "verdict": ["no_demand"],
        "never": ["100 %", "100.00"],
        "why": "no_demand",
        "period": period(when),
    }


def day(moment: date) -> str:
    """A day as people write it, without the year."""
    return f"{moment.day} {moment:%B}"


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


def follows(expect: Expect, question: str) -> Expect:
    """What is expected of a question that is asked right after another one."""
    return {**expect, "after": question}
