"""Questions about Quillabar's deed and about duties: what it says, what a word means, whether a thing was done."""

from __future__ import annotations

from demo.expecting import NO_DATA, NO_WAY, Asked, clause, fact
from demo.quillabar.expecting import annexed

DEFINED = ("1.1", "1", "Part 1")


def agreed() -> list[Asked]:
    """What the deed says."""
    rows = [
        ("How quickly must a Severity 1 be picked up?", clause(*annexed("B2"), says=("20 minutes",))),
        ("what's the fix time for sev 2", clause(*annexed("B2"), says=("8 hours",))),
        ("how long do they have for a severity 3 fix?", clause(*annexed("B2"), says=("3 Business Days",))),
        ("What was the sev 2 reply time before the variation?", clause(*annexed("B2"), says=("1 hour",))),
        (
            "and what is it now?",
            clause(
                *annexed("B2"), "2", says=("45 minutes",), after="What was the sev 2 reply time before the variation?"
            ),
        ),
        ("what if only a handful of requests come in a month?", clause(*annexed("B3"), says=("fewer than 10",))),
        ("does waiting for the carrier stop the clock?", clause(*annexed("B5"))),
        ("Who decides how severe a request is?", clause(*annexed("B1"))),
        ("when is the service desk open", clause(*DEFINED, says=("18:00",))),
        (
            "is someone there at night for critical faults?",
            clause(*annexed("A1"), *annexed("B2"), says=("around the clock",)),
        ),
        ("what uptime is promised for the grower portal", clause(*annexed("B8"), says=("99.50",))),
        ("how is the availability of the Orchard Link worked out", clause(*annexed("B10"), says=("Planned Work",))),
        ("how many points for a missed severity 1 fix?", clause(*annexed("C1"), says=("4",))),
        ("what happens when they miss the same thing two months in a row", clause(*annexed("C2"), says=("1.5",))),
        ("How do points turn into money?", clause(*annexed("C3"), says=("10 %",))),
        ("do we have to claim rebates ourselves?", clause(*annexed("C4"))),
        ("what do we pay per device", clause(*annexed("D1"), says=("41.00", "36.50"))),
        ("by how much can they raise fees each year?", clause(*annexed("D3"), says=("3.5 %",))),
        ("hourly rate for extra work?", clause(*annexed("D4"), says=("165.00",))),
        ("when does the deed end", clause("2.1", says=("30 June 2028",))),
        ("how much notice if we don't want it to renew", clause("2.2", says=("120 days",))),
        ("whats the last day to give that notice?", fact("2 March 2028")),
        ("how soon must they tell us about a data breach?", clause("7.1", says=("48 hours",))),
        ("where do they keep our data", clause("7.2", says=("Australia",))),
        ("What is chronic failure?", clause("5.1", says=("three months",))),
        ("how many hours of help do we get for free when we leave", clause("9.2", says=("16 hours",))),
        ("which law applies", clause("10.3", says=("Victoria",))),
        ("what must we ourselves do under this deed", clause("6.1", "6")),
        ("what is Planned Work", clause(*DEFINED, says=("72 hours",))),
        ("define Business Day", clause(*DEFINED, says=("Melbourne",))),
        ("what does Initial Reply mean", clause(*DEFINED, says=("technician",))),
        ("what's a service rebate", clause(*DEFINED, says=("Monthly Fee",))),
    ]
    return [(text, "clause", expect) for text, expect in rows]


def done() -> list[Asked]:
    """Duties: done, late, or no evidence."""
    no = {"verdict": ["no", "missed"]}
    nothing = {"state": [*NO_WAY, "partly", "answered"], "verdict": ["no", "cannot_tell", "missed"]}
    rows = [
        ("was the June quarter report on time?", fact("3 August", **no)),
        ("Did the September quarter report come in time", fact("20 October", verdict=["yes", "met"])),
        ("have they done the yearly restore test?", fact("May 2026", verdict=["yes", "met"])),
        ("Did we have the quarterly review in June 2026?", nothing),
        ("when was our last review meeting", fact("17 September")),
        ("backups in April 2026", {"state": "unknown", "why": NO_DATA}),
        ("have they reached chronic failure?", fact(verdict=["yes", "missed"])),
    ]
    return [(text, "obligation", expect) for text, expect in rows]


def everything() -> list[Asked]:
    """All of them."""
    return [*agreed(), *done()]
