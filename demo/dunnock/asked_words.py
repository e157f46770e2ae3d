"""Questions about Dunnock Lane's web terms: what they say, and how little they promise."""

from __future__ import annotations

from demo.expecting import NO_WAY, NOT_THERE, Asked, Expect, cannot, clause

THIN: Expect = {"state": [*NO_WAY, "partly", "answered"], "verdict": ["cannot_tell", "no", None]}


def everything() -> list[Asked]:
    """All of them."""
    rows = [
        ("how fast do they have to answer an urgent problem?", "clause", clause("2.1", says=("goal",))),
        ("is the one hour reply guaranteed?", "clause", clause("2.1", says=("not guarantees",))),
        ("how long may a repair take", "clause", {**THIN, "never": ["4 hours", "8 hours"]}),
        ("when are they open?", "clause", clause("1.2", says=("Mountain",))),
        ("do they work on federal holidays", "clause", clause("1.2")),
        ("What uptime did they promise?", "clause", {**THIN, "clause": ["2.3"]}),
        ("what do we get back if they miss a target?", "clause", cannot(NOT_THERE)),
        ("is there a cap on credits", "clause", cannot(NOT_THERE)),
        ("what does it cost per computer?", "clause", {"state": [*NO_WAY, *("answered", "partly")], "never": ["$"]}),
        ("how do we end it and with how much notice", "clause", clause("6.1", says=("30 days",))),
        ("when does the contract run out?", "clause", {**THIN, "state": [*NO_WAY, "answered", "partly"]}),
        ("can they just change the fees?", "clause", clause("3.3", says=("30 days",))),
        ("how soon must they tell us about a hack", "clause", clause("4.2", says=("without undue delay",))),
        ("how much are they liable for", "clause", clause("5.1", says=("three months",))),
        ("which law governs this", "clause", clause("7.1", says=("Colorado",))),
        ("must they send us a monthly report?", "obligation", cannot(NOT_THERE)),
        ("do they have to test the backups", "obligation", cannot(NOT_THERE, state=["unknown", "partly"])),
        ("when do we get our passwords when we leave", "clause", clause("6.2")),
        ("what does commercially reasonable efforts mean?", "jargon", {"state": ["answered", "partly"]}),
        (
            "may they change these terms by themselves",
            "clause",
            clause("Service Terms", "0", "1", "", "preamble", "Preamble"),
        ),
    ]
    return list(rows)
