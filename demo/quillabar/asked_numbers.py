"""Questions about Quillabar's numbers, in its managers' own words."""

from __future__ import annotations

from demo.expecting import KNOWN, Asked, fact, follows
from demo.quillabar.expecting import (
    against,
    broken,
    cared,
    fee,
    level,
    logged,
    pointed,
    rate,
    rebate,
    report,
    uptime,
)


def metrics() -> list[Asked]:
    """Service levels by Severity, with the few-Requests rule, two clocks and the night of the clock change."""
    rows = [
        ("How fast did Coldspur pick up Severity 1s in September?", level("response", 1, "2026-09")),
        ("sev 1 initial reply last month?", level("response", 1, "2026-10")),
        ("and the month before?", follows(level("response", 1, "2026-09"), "sev 1 initial reply last month?")),
        ("Were the critical ones fixed on time in October 2025", level("resolution", 1, "2025-10")),
        ("Severity 1 fixes in April 2026, how many made the four hours?", level("resolution", 1, "2026-04")),
        ("sev1 fix december 2025", level("resolution", 1, "2025-12")),
        ("Severity 1 initial reply in November last year", level("response", 1, "2025-11")),
        ("how did sev 1 replies go in the march harvest peak, march 2026", level("response", 1, "2026-03")),
        ("Sev 2 replies in Feb", level("response", 2, "2026-02")),
        ("Severity 2 initial reply January 2026", level("response", 2, "2026-01")),
        ("did they take up the major ones fast enough in June", level("response", 2, "2026-06")),
        ("Sev 2 fixes in August please", level("resolution", 2, "2026-08")),
        ("and in October?", follows(level("resolution", 2, "2026-10"), "Sev 2 fixes in August please")),
        ("severity 2 fix July 2025", level("resolution", 2, "2025-07")),
        ("Sev 3 fixes in September - within the three days?", level("resolution", 3, "2026-09")),
        ("sev3 fix times last month", level("resolution", 3, "2026-10")),
        ("Severity 3 initial reply March 2026", level("response", 3, "2026-03")),
        ("Severity 4 reply October 2026", level("response", 4, "2026-10")),
        ("Sev 2 initial reply in Q3 2026", level("response", 2, "2026-07..2026-09")),
        ("sev 1 replies since the deed of variation", level("response", 1, "2026-02..2026-10", dates=False)),
        ("Severity 2 fixes in the first half of 2026", level("resolution", 2, "2026-01..2026-06")),
        ("was the Grower Portal up enough in October last year?", uptime("Grower Portal", "2025-10")),
        ("Grower portal availability October 2026", uptime("Grower Portal", "2026-10")),
        ("portal uptime in Feb 2026", uptime("Grower Portal", "2026-02")),
        ("orchard link availability september 2026", uptime("Orchard Link", "2026-09")),
        ("Orchard Link in November 2025, did it meet its target?", uptime("Orchard Link", "2025-11")),
        ("was the link okay in July? the Orchard Link I mean, July 2026", uptime("Orchard Link", "2026-07")),
        ("Orchard Link uptime March 2026", uptime("Orchard Link", "2026-03")),
        ("and April?", follows(uptime("Orchard Link", "2026-04"), "Orchard Link uptime March 2026")),
        ("patching last month", cared("patching", "2026-10")),
        ("were enough devices patched in January 2026", cared("patching", "2026-01")),
        ("backup success in September 2026?", cared("backups", "2026-09")),
        ("How many requests did we log in October, not counting cancelled ones?", logged("2026-10")),
        ("number of severity 1 requests logged in August 2026", logged("2026-08", 1)),
    ]
    return [(text, "metric", expect) for text, expect in rows]


def money() -> list[Asked]:
    """Service Points, rebates, the Monthly Fee."""
    whole = ("credit_owed", "credit_credited", "credit_short")
    rows = [
        ("what rebate are we due for October?", rebate("2026-10")),
        ("How much do they owe us for September and what did they give us", rebate("2026-09", *whole)),
        ("did we get the whole rebate for March 2026?", rebate("2026-03", *whole)),
        ("service rebate for August 2026", rebate("2026-08", "credit_owed")),
        ("what percentage was the June rebate", rebate("2026-06", "credit_pct")),
        ("rebate January 2026?", rebate("2026-01")),
        ("Was the rebate for October 2025 paid?", rebate("2025-10", "credit_owed", "credit_credited")),
        ("how many service points did they get in March 2026", pointed("2026-03")),
        ("service points for september", pointed("2026-09")),
        ("What is the monthly fee the October rebate is taken from?", rebate("2026-10", "monthly_charge")),
        ("what did we pay them in May 2026 for the monthly service", fee("2026-05")),
        ("Monthly fee August 2026 without the one-off work", fee("2026-08")),
        ("by when do we have to claim the October rebate?", fact("automatic")),
        ("did the July price rise stay within the contract?", fact("3.5 %", verdict=["yes", "met"])),
    ]
    return [(text, "credits", expect) for text, expect in rows]


def trends() -> list[Asked]:
    """Up or down, better or worse, by head and by month."""
    rows = [
        (
            "Is Severity 1 reply getting better or worse, August against September?",
            against("response", 1, "2026-08", "2026-09"),
        ),
        ("sev 3 fixes: October this year against October last year", against("resolution", 3, "2026-10", "2025-10")),
        ("how many incidents in September 2026?", broken("2026-09")),
        ("incidents in the quarter July to September 2025", broken("2025-07..2025-09")),
        ("incidents per person in January 2026", rate("2026-01")),
        ("breakages per user, August 2025 versus August 2026", rate("2025-08", "2026-08")),
        ("is more breaking than a year ago?", fact()),
    ]
    return [(text, "trend", expect) for text, expect in rows]


def claims() -> list[Asked]:
    """The Quarterly Reports beside the records, and the big question."""
    no = {"verdict": ["no", "missed"]}
    rows = [
        ("Their report says 100 % for severity 1 replies in September. True?", report("2026-09", "P1", 1, **no)),
        ("what did they report for sev 2 replies in August and what do we get", report("2026-08", "P2", 2)),
        ("Are we getting what we pay for?", {"state": KNOWN, "verdict": ["no", "partly"]}),
        ("is Coldspur worth the money", {"state": KNOWN, "verdict": ["no", "partly"]}),
    ]
    return [(text, "value", expect) for text, expect in rows]


def everything() -> list[Asked]:
    """All of them."""
    return [*metrics(), *money(), *trends(), *claims()]
