"""Questions about Dunnock Lane's few numbers: most of them cannot be told."""

from __future__ import annotations

from demo.dunnock import oracle
from demo.expecting import NO_WAY, Asked, Expect, cannot, figure, shown

UNTOLD: Expect = {"state": [*NO_WAY, "partly"], "verdict": ["cannot_tell", None], "never": ["100 %", "100.00"]}


def counted(when: str, *, urgent: bool = False) -> Expect:
    """How many tickets were logged in a month."""
    extra = {"priority": "P1"} if urgent else {}
    return shown(when, [figure("ticket_count", oracle.logged(when, urgent=urgent), "tickets", **extra)])


def everything() -> list[Asked]:
    """All of them."""
    rows = [
        ("Are we getting what we pay for?", "value", {"state": [*NO_WAY, "partly"], "verdict": "cannot_tell"}),
        ("is Tallowmere any good", "value", {"state": [*NO_WAY, "partly"], "verdict": "cannot_tell"}),
        ("did they answer urgent tickets in time in September?", "metric", UNTOLD),
        ("How quick are they on urgent problems", "metric", UNTOLD),
        ("were our tickets fixed on time last month?", "metric", UNTOLD),
        ("response time in August 2026", "metric", UNTOLD),
        ("what share of urgent problems got a reply within the hour in July", "metric", UNTOLD),
        ("how many tickets did we log in September 2026?", "metric", counted("2026-09")),
        ("number of tickets in August", "metric", counted("2026-08")),
        ("tickets logged in october", "metric", counted("2026-10")),
        ("how many urgent tickets in September?", "metric", counted("2026-09", urgent=True)),
        ("how many tickets in November 2025", "metric", cannot(never=("0 tickets",))),
        ("was our system up in September?", "metric", UNTOLD),
        ("uptime last quarter", "metric", UNTOLD),
        ("are the patches on?", "metric", UNTOLD),
        ("did the backups work in October", "metric", UNTOLD),
        ("how many of our computers have EDR", "metric", UNTOLD),
        ("do they owe us a credit for September?", "credits", cannot()),
        ("how much money back for the internet outage", "credits", cannot()),
        ("what did we pay in September?", "value", cannot()),
        ("cost per user last month", "value", cannot()),
        ("did they raise the price by too much?", "value", UNTOLD),
        (
            "are things breaking more often?",
            "trend",
            {"state": [*NO_WAY, "partly", "answered"], "verdict": ["cannot_tell", None]},
        ),
        ("what does their September report say", "metric", cannot()),
        ("incidents per person in October", "trend", cannot()),
    ]
    return list(rows)
