"""A chart goes to the process that draws it as plain values: what comes out is what went in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.charting.model import Bars, Heat, Pairs, Rates, Scores
from bot.slack.drawn_apart import packed, unpacked

SHOWN = [
    Bars("t", "a", ("2026-09", "2026-10"), (Decimal("91.30"), None), ("missed", "unknown"), (Decimal(95), None)),
    Rates("t", "a", (1, 2), (0.25, 0.5), (1,), 0.3),
    Pairs("t", "a", ("2026-09",), (Decimal("825.00"),), (Decimal(0),), "GBP"),
    Heat("t", "a", ("2026-09",), (("report", ("late",)),)),
    Scores("t", "a", (("service levels", Decimal("47.5")), ("money", None))),
]


@pytest.mark.parametrize("shown", SHOWN, ids=lambda one: type(one).__name__)
def test_a_chart_is_the_same_on_the_other_side(shown):
    """Every kind of chart, with its decimals and its gaps."""
    assert unpacked(packed(shown)) == shown
