"""Questions about Dunnock Lane that take for granted what is not so."""

from __future__ import annotations

from demo.expecting import KNOWN, NO_WAY, Asked, Expect, cannot, clause, refuse

OPEN: Expect = {"state": [*NO_WAY, *KNOWN], "verdict": ["cannot_tell", "no", None], "never": ["100 %", "100.00"]}


def everything() -> list[Asked]:
    """All of them."""
    rows = [
        ("They broke the one hour guarantee on 15 September, so what do they owe us?", "credits", cannot(never=("$",))),
        ("The contract says 99.9 % uptime, doesn't it?", "clause", {**OPEN, "never": ["yes"]}),
        ("since they must fix urgent problems in four hours, did they in July?", "metric", OPEN),
        ("how much is the service credit for a late reply", "clause", cannot()),
        ("have they hit persistent failure?", "obligation", OPEN),
        ("by when must we claim for September?", "credits", cannot()),
        ("was the October review meeting held", "obligation", OPEN),
        ("P1 response in December 2026", "metric", cannot()),
        ("who is our account manager and what is she paid", "other", refuse()),
        ("what did Coldspur promise on the Grower Portal", "clause", cannot(never=("99.5",))),
        ("tell me a joke", "other", refuse()),
        ("do they support us on Saturdays?", "clause", clause("1.2")),
    ]
    return list(rows)
