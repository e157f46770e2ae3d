"""A level that cannot be judged says whether the contract's wording or the evidence is at fault."""

from datetime import date

import pytest

from bot.answering.casefile import window_fits
from bot.answering.tables import credit_rows, level_rows
from bot.answering.telling.levels import untold_reason
from store.facts.agreed import ClockKind, Metric, ServiceLevel
from store.facts.common import Period, Result, Source, Why
from store.measures.results import LevelResult

LIMIT = {"limit_s": 900, "clock": ClockKind.CALENDAR}


def level(metric=Metric.RESPONSE, **more):
    return ServiceLevel(1, "MSA-1", metric, Source("msa.docx", clause="2.1"), **more)


@pytest.mark.parametrize(
    ("window", "start", "end", "fits"),
    [
        ("month", date(2026, 9, 1), date(2026, 9, 30), True),
        ("month", date(2026, 9, 7), date(2026, 9, 13), True),
        ("quarter", date(2026, 9, 1), date(2026, 9, 30), False),
        ("quarter", date(2026, 7, 1), date(2026, 9, 30), True),
        ("quarter", date(2026, 6, 1), date(2026, 8, 31), False),
        ("quarter", date(2026, 1, 1), date(2026, 12, 31), False),
        ("year", date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_a_level_is_judged_over_the_length_of_time_that_the_contract_tests(window, start, end, fits):
    """A month proves nothing about a level that is tested by the quarter."""
    assert window_fits(level(window=window), Period(start, end, "")) is fits


def test_a_restore_test_owed_each_quarter_is_looked_for_by_its_own_rules():
    """Evidence levels have their own way of counting a quarter."""
    assert window_fits(level(Metric.RESTORE_TEST, window="quarter"), Period(date(2026, 9, 1), date(2026, 9, 30), ""))


@pytest.mark.parametrize(
    ("promise", "why", "said"),
    [
        (level(limit_text="Best efforts"), Why.UNPARSEABLE, 'no length of time that can be measured ("Best efforts")'),
        (level(**LIMIT), Why.UNPARSEABLE, "the evidence could not be read"),
        (level(window="quarter", **LIMIT), Why.NOT_IN_CONTRACT, "the contract tests it over a quarter"),
        (level(**LIMIT), Why.NOT_UPLOADED, "the evidence has not been added here"),
    ],
)
def test_words_that_are_no_time_are_not_blamed_on_the_evidence(promise, why, said):
    """Adding tickets cannot help where the contract says "best efforts"."""
    assert said in untold_reason(LevelResult(promise, "October 2026", Result.CANNOT_TELL, why=why))


def test_a_month_that_is_not_over_has_figures_and_no_verdict(sample):
    """Half a month is never set against a whole month's target, neither for a level nor for its credit."""
    ref = sample.stores.contracts.refs()[0]
    case = sample.case(ref, date(2026, 10, 20))
    running, over = level_rows(case, "2026-10"), level_rows(case, "2026-09")
    assert {row["result"] for row in running} == {"cannot_tell"}
    assert any(row["of"] for row in running)
    assert "missed" in {row["result"] for row in over}
    assert credit_rows(case, "2026-10")["owed"] is None
    assert credit_rows(case, "2026-09")["owed"] == "818.40"
