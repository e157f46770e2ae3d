"""Questions about numbers, in managers' own words: service levels, uptime, security, credits, prices, trends."""

from __future__ import annotations

from demo.expecting import KNOWN, Asked, fact
from demo.marrowdale.expecting import (
    against,
    broken,
    broken_against,
    claim,
    cost,
    counted,
    credit,
    deadline,
    level,
    levels,
    report,
    secured,
    uptime,
)


def metrics() -> list[Asked]:
    """Service levels in every way of naming a period."""
    rows = [
        ("How quick were they on P1 tickets in September?", level("response", 1, "2026-09")),
        ("did they hit the P1 respons time last month", level("response", 1, "2026-10")),
        ("P1 response the month before last?", level("response", 1, "2026-09")),
        ("how did August go for P1s, first response i mean", level("response", 1, "2026-08")),
        ("P1 first response in Q2 please", level("response", 1, "2026-04..2026-06")),
        ("How did they do on P1 response last quarter?", level("response", 1, "2026-07..2026-09")),
        ("what share of urgent tickets got a reply in time in May 2025", level("response", 1, "2025-05")),
        ("were urgent tickets answered in time in february 2026?", level("response", 1, "2026-02")),
        ("P1 response March 26", level("response", 1, "2026-03")),
        ("P1 response in the spring", level("response", 1, "2026-03..2026-05")),
        ("over the summer, did they pick up P1s quickly enough?", level("response", 1, "2026-06..2026-08")),
        ("P1 fix times in October - met or missed?", level("resolution", 1, "2026-10")),
        ("did they fix the P1s on time in sept", level("resolution", 1, "2026-09")),
        ("P1 resolution April 2025", level("resolution", 1, "2025-04")),
        ("Any P1 fixes late in Q3 2025?", level("resolution", 1, "2025-07..2025-09")),
        ("p2 response last month?", level("response", 2, "2026-10")),
        ("how many of the P2s were answered within the hour in September 2026", level("response", 2, "2026-09")),
        ("P2 first response in July - did they make it?", level("response", 2, "2026-07")),
        ("P2 response august 2026", level("response", 2, "2026-08")),
        ("P2 response in the first half of this year", level("response", 2, "2026-01..2026-06")),
        ("Q1 P2 response?", level("response", 2, "2026-01..2026-03")),
        ("P2 resolution in september, close or not?", level("resolution", 2, "2026-09")),
        ("were high priority tickets resolved in time last month?", level("resolution", 2, "2026-10")),
        ("P2 fix time june 2026", level("resolution", 2, "2026-06")),
        ("How did P3 resolution look in August 2026?", level("resolution", 3, "2026-08")),
        ("P3 fixes september", level("resolution", 3, "2026-09")),
        ("p3 resolution in july 2026", level("resolution", 3, "2026-07")),
        ("Medium priority first response in October 2026?", level("response", 3, "2026-10")),
        ("P3 response may 2026", level("response", 3, "2026-05")),
        ("P4 response last month", level("response", 4, "2026-10")),
        ("low priority tickets - resolved in time in Sept 2026?", level("resolution", 4, "2026-09")),
        ("P4 resolution in June 2026", level("resolution", 4, "2026-06")),
        ("hows the P1 doing, October", levels(1, "2026-10")),
        ("P2 response and fix, September please", levels(2, "2026-09")),
        ("P1 response year to date", level("response", 1, "2026-01..2026-10", dates=False)),
        (
            "How many P1s did they answer in time since Easter?",
            level("response", 1, "2026-04-05..2026-10-31", dates=False),
        ),
        ("P1 response since the amendment", level("response", 1, "2026-03..2026-10", dates=False)),
        ("Their P2 response this year so far?", level("response", 2, "2026-01..2026-10", dates=False)),
        ("P1 response in 2025", level("response", 1, "2025-01..2025-12")),
        ("In the first quarter of 2025 how were P1 responses?", level("response", 1, "2025-01..2025-03")),
        ("how many tickets did we log in september, leaving out cancelled ones?", counted("2026-09")),
        ("number of tickets logged last month without the cancelled ones", counted("2026-10")),
        ("which P1s were missed on response in September?", level("response", 1, "2026-09", says=("INC-",))),
    ]
    return [(text, "metric", expect) for text, expect in rows]


def services() -> list[Asked]:
    """Uptime, patches, backups, EDR and MFA."""
    rows = [
        ("Was the site network up enough in October?", uptime("Site Network", "2026-10")),
        ("availability of the hosted desktop in august 2026", uptime("Hosted Desktop", "2026-08")),
        ("network uptime january 2026?", uptime("Site Network", "2026-01")),
        ("did Site Network meet its availability in April 2026", uptime("Site Network", "2026-04")),
        ("Hosted Desktop availability March 2025", uptime("Hosted Desktop", "2025-03")),
        ("hosted desktop uptime in june", uptime("Hosted Desktop", "2026-06")),
        ("Site network availability in Sept last year", uptime("Site Network", "2025-09")),
        ("hosted desktop uptime last month, with the planned work taken off", uptime("Hosted Desktop", "2026-10")),
        ("Is the patching up to scratch? last month", secured("patching", "2026-10")),
        ("patching in september", secured("patching", "2026-09")),
        ("patches july 2026 - ok?", secured("patching", "2026-07")),
        ("How was patching in August?", secured("patching", "2026-08")),
        ("backup success rate in January 2026", secured("backups", "2026-01")),
        ("did backups reach their target last month", secured("backups", "2026-10")),
        ("EDR coverage october", secured("EDR", "2026-10")),
        ("how much of our kit had EDR on it in May 2026?", secured("EDR", "2026-05")),
        ("is everyone on MFA? as of october", secured("MFA", "2026-10")),
        ("MFA coverage in August 2026", secured("MFA", "2026-08")),
    ]
    return [(text, "metric", expect) for text, expect in rows]


def credits_due() -> list[Asked]:
    """Service credits: owed, paid, short, by when to claim."""
    whole = ("credit_owed", "credit_credited", "credit_short")
    rows = [
        ("Do they owe us anything for September?", credit("2026-09", keys=whole)),
        ("what credit are we due for last month", credit("2026-10")),
        (
            "How much service credit for October and how do you get there?",
            credit("2026-10", keys=("credit_owed", "credit_pct")),
        ),
        ("was the September credit paid in full", credit("2026-09", keys=("credit_credited", "credit_short"))),
        ("How much are we short on the september credit?", credit("2026-09", keys=("credit_short",))),
        ("credits owed for May 2025?", credit("2025-05", keys=("credit_owed", "credit_credited"))),
        ("Service credit April 2025", credit("2025-04")),
        ("credit for march 2025 for the desktop outage", credit("2025-03")),
        ("did we get our credit for january 2026?", credit("2026-01", keys=("credit_owed", "credit_credited"))),
        ("what was the credit percentage for july 2026", credit("2026-07", keys=("credit_pct",))),
        (
            "Site network was down in April this year, what per cent credit does that give?",
            credit("2026-04", keys=("credit_pct",)),
        ),
        ("by when must we claim for october?", deadline("2026-10")),
        ("Is it too late to claim for September?", {**claim("2026-09"), "clause": ["Schedule 3, 4.1"]}),
        ("did we claim the September credit?", claim("2026-09")),
        ("did we claim the October credit?", claim("2026-10")),
        ("can we still claim for july", fact("30 August", clause=["Schedule 3, 4.1", "Schedule 3, 4.2"])),
        ("what is the most they could owe us for October?", credit("2026-10", says=("10",), keys=("credit_owed",))),
        ("any credit for June 2026?", credit("2026-06")),
        ("Are we owed any money back for august 2026", credit("2026-08")),
        ("what monthly charge is the September credit worked out on", credit("2026-09", keys=("monthly_charge",))),
    ]
    return [(text, "credits", expect) for text, expect in rows]


def trends() -> list[Asked]:
    """Better or worse, up or down, this year and last."""
    rows = [
        (
            "Is P1 response better or worse than last year? September against September",
            against("response", 1, "2026-09", "2025-09"),
        ),
        (
            "P2 response: last quarter vs the quarter before",
            against("response", 2, "2026-07..2026-09", "2026-04..2026-06"),
        ),
        ("compare P1 response in August and September", against("response", 1, "2026-08", "2026-09")),
        ("P3 resolution, june compared with september 2026", against("resolution", 3, "2026-06", "2026-09")),
        ("how many things broke in October?", broken("2026-10")),
        ("break-fix tickets in Q3", broken("2026-07..2026-09")),
        ("break fix per user last month", broken("2026-10", rate=True)),
        ("breakages per user october this year vs october last year", broken_against("2026-10", "2025-10")),
        ("were things breaking more in September than a year before, per user?", broken_against("2026-09", "2025-09")),
        ("break-fix per person in December 2025", broken("2025-12", rate=True)),
        ("how many incidents in November 2024", broken("2024-11")),
        ("Is stuff breaking more often than it used to?", fact()),
        ("is the number of faults going up or down", fact()),
        ("hows the trend on break-fix since month 12", fact()),
    ]
    return [(text, "trend", expect) for text, expect in rows]


def money() -> list[Asked]:
    """Value for money, prices, and the big question."""
    verdict = {"state": KNOWN, "verdict": ["no", "partly"]}
    over = ["65.10", "4 %"]
    rows = [
        ("Are we getting what we pay for?", verdict),
        ("so is Brindlecote any good, are we getting our moneys worth", verdict),
        ("is our IT provider worth it? just october", verdict),
        ("Value for money this year?", verdict),
        ("what did we pay for managed service in September?", cost("2026-09")),
        ("cost per user last month", cost("2026-10", key="cost_per_user")),
        ("How much per head were we paying in june 2025?", cost("2025-06", key="cost_per_user")),
        ("What was the monthly charge in December 2025", cost("2025-12")),
        ("did they ever put the price up by more than the contract allows?", fact(*over)),
        (
            "The price per user went up in November 2025 - was that within the cap?",
            fact(*over, verdict=["no", "missed"]),
        ),
    ]
    return [(text, "value", expect) for text, expect in rows]


def claims() -> list[Asked]:
    """What the provider's reports say against what the records show."""
    rows = [
        (
            "Their September report says 100 % on P1. Is that right?",
            report("2026-09", "First Response", "P1", verdict=["no", "missed"]),
        ),
        (
            "what did they report for P1 response in october and what do we make it",
            report("2026-10", "First Response", "P1"),
        ),
        (
            "does the report for september agree with the tickets on P2 response",
            report("2026-09", "First Response", "P2"),
        ),
        ("P1 resolution october: reported vs actual", report("2026-10", "Resolution", "P1")),
        ("what patching figure did they claim for October", report("2026-10", "Patching")),
    ]
    return [(text, "metric", expect) for text, expect in rows]


def everything() -> list[Asked]:
    """All of them."""
    return [*metrics(), *services(), *credits_due(), *trends(), *money(), *claims()]
