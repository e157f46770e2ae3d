"""The provider's reported figures beside our own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Result, Source
from store.facts.happened import ReportClaim
from store.measures.report_claims import agrees, discrepancies
from store.measures.results import LevelResult

LEVEL = ServiceLevel(1, "MSA-1", Metric.RESPONSE, Source("msa.docx"), 1, target_pct=Decimal(95))
RESULT = LevelResult(LEVEL, "September 2026", Result.MISSED, Decimal(80), 4, 5, missed=("HD-14",))
CLAIM = ReportClaim("2026-09", Metric.RESPONSE, Decimal(100), Source("report.pdf"), 1)


def compared(claim=CLAIM, *results):
    return discrepancies([claim], {"2026-09": results or (RESULT,)})[0]


def test_a_report_of_a_hundred_per_cent_against_four_of_five():
    """Twenty points off, the other side of the target, and the ticket that shows it."""
    found = compared()
    assert (found.points, found.agrees, found.verdict_differs, found.missed) == (Decimal(20), False, True, ("HD-14",))


@pytest.mark.parametrize(
    ("claimed", "ours", "agrees"),
    [
        ("95.3", "95.2941", True),
        ("95.3000", "95.2941", True),
        ("95.2", "95.2941", False),
        ("95", "95.2381", True),
        ("94", "95.2381", False),
        ("1E+2", "99.7", True),
    ],
)
def test_a_figure_agrees_when_it_is_ours_rounded(claimed, ours, agrees):
    """Rounding is no discrepancy."""
    ours = replace(RESULT, result=Result.MET, actual=Decimal(ours))
    assert compared(replace(CLAIM, claimed_pct=Decimal(claimed)), ours).agrees is agrees


@pytest.mark.parametrize(
    ("claimed", "ours", "same"),
    [("99.98", "99.91", False), ("99.9", "99.93", True), ("100", "99.97", True), ("100", "99.91", False)],
)
def test_availability_is_compared_in_parts_of_a_point(claimed, ours, same):
    """A whole point of availability is seven hours a month, so that none is rounded away."""
    level = replace(LEVEL, metric=Metric.AVAILABILITY, target_pct=Decimal("99.9"))
    ours = replace(RESULT, level=level, result=Result.MET, actual=Decimal(ours))
    assert agrees(Decimal(claimed), ours) is same


def test_rounding_across_the_target_does_not_agree():
    """94.7 reported as 95 says met where we say missed."""
    near = replace(RESULT, actual=Decimal("94.7"))
    found = compared(replace(CLAIM, claimed_pct=Decimal(95)), near)
    assert (found.agrees, found.verdict_differs) == (False, True)


def test_a_target_by_number_of_misses_has_no_percentage_to_be_on_the_other_side_of():
    """The difference stands; the verdict is not compared."""
    assert compared(CLAIM, replace(RESULT, low_volume_rule=True)).verdict_differs is None
    assert compared(CLAIM, replace(RESULT, level=replace(LEVEL, target_pct=None))).verdict_differs is None


@pytest.mark.parametrize("result", [Result.CANNOT_TELL, Result.NO_DEMAND])
def test_what_we_cannot_tell_ourselves_is_not_compared(result):
    """Theirs may be right."""
    found = compared(CLAIM, replace(RESULT, result=result))
    assert (found.points, found.agrees, found.result.result) == (None, None, result)
    assert compared(CLAIM, replace(RESULT, actual=None)).points is None


def test_a_claim_is_compared_with_the_one_level_it_speaks_of():
    """Two services fit a claim that names none; a named one fits by name."""
    email = replace(RESULT, level=replace(LEVEL, service="Email"))
    phones = replace(RESULT, level=replace(LEVEL, service="Phones"))
    assert compared(CLAIM, email, phones).result is None
    assert compared(replace(CLAIM, service="email"), email, phones).result is email
    assert compared(replace(CLAIM, priority=2)).result is None
    assert compared(replace(CLAIM, month="2026-08")).result is None


def test_a_figure_of_ours_that_cannot_be_told_neither_agrees_nor_differs():
    """The same rule serves every place that sets the two side by side."""
    assert agrees(Decimal(95), replace(RESULT, result=Result.CANNOT_TELL)) is None
