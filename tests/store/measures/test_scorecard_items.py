"""What each part of a scorecard is made of, and what each item says where nothing can be told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Agreed, Metric, Trigger
from store.facts.common import Money, Period, Result, Why
from store.facts.happened import Happened, SecurityEvidence
from store.measures.attainment import level_result
from store.measures.coverage import evidence_coverage
from store.measures.report_claims import discrepancies
from store.measures.results import Counts, LevelResult
from store.measures.scorecard_conduct import (
    Crisis,
    Promises,
    Share,
    account_items,
    crisis_items,
    evidence_items,
    plain_talk_items,
    promise_items,
    trend_items,
)
from store.measures.scorecard_gates import gates
from store.measures.scorecard_levels import security_items, service_level_items
from store.measures.trend import break_fix_trend
from store.measures.triggers import TriggerHit
from tests.store.measures.made_scorecard import (
    BEFORE,
    CONTRACT,
    HERE,
    MONTH,
    SILENT,
    claim,
    covered,
    duty,
    level,
    scores,
    the_credits,
    the_trend,
)


def test_levels_that_were_empty_or_cannot_be_told_carry_their_reason():
    """No demand drops out; a missing record stays unknown."""
    p1 = level(Metric.RESPONSE, "95", 1)
    seen = service_level_items(
        [
            LevelResult(p1, MONTH, Result.NO_DEMAND),
            LevelResult(p1, MONTH, Result.CANNOT_TELL, why=Why.CONFLICT),
            LevelResult(p1, MONTH, Result.CANNOT_TELL),
            LevelResult(level(Metric.RESPONSE, "95", 9), MONTH, Result.MISSED),
            LevelResult(replace(p1, target_pct=None), MONTH, Result.MISSED, Decimal(90)),
        ]
    )
    assert scores(seen) == [Why.NO_DEMAND, Why.CONFLICT, Why.NOT_UPLOADED, Why.NOT_UPLOADED, Decimal(50)]
    assert [one.weight for one in seen] == [Decimal("7.5")] * 3 + [Decimal(5), Decimal("7.5")]
    assert [one.reading for one in seen[:2]] == ["P1 first response: no demand", "P1 first response: cannot be told"]
    assert seen[3].reading == "P9 first response: target 95 %: missed"


def test_a_level_missed_by_a_rule_for_small_numbers_never_scores_full_marks():
    """Three late of 39 miss a rule of two, though 92 % is above the 90 asked for in a larger month."""
    small = replace(level(Metric.RESPONSE, "90", 1), low_volume_n=39, low_volume_max_misses=2)
    assert scores(service_level_items([level_result(small, Counts(36, 39, ("A", "B", "C")), MONTH)])) == [Decimal(95)]


def test_a_month_without_measured_levels_is_unknown():
    """No service level at all cannot be a perfect score."""
    assert scores(service_level_items([])) == [Why.NOT_UPLOADED]
    bare = LevelResult(replace(level(Metric.CSAT, "90"), target_pct=None), MONTH, Result.MET)
    assert service_level_items([bare])[0].reading == "satisfaction: met"


def test_security_that_nobody_promised_is_listed_with_what_was_seen():
    """Evidence of something outside the contract is shown, not scored."""
    empty = evidence_coverage(Agreed(CONTRACT), Happened(), Period.of_month(MONTH))
    seen = security_items((), empty, [SecurityEvidence(MONTH, "MFA", HERE, population=10, in_order=9)])
    assert scores(seen) == [Why.NOT_IN_CONTRACT] * 5
    assert seen[4].reading == "multi-factor sign-in (MFA): 9 of 10, and not in your contract"


def test_a_duty_stands_in_where_the_level_itself_cannot_be_told():
    """A yearly restore test done in August answers for a month in which none was due."""
    yearly = replace(duty(1, "restore_test"), every_months=12)
    happened = Happened(security=(SecurityEvidence(BEFORE, "restore test", HERE),))
    coverage = evidence_coverage(Agreed(CONTRACT, duties=(yearly,)), happened, Period.of_month(MONTH))
    untold = LevelResult(level(Metric.RESTORE_TEST, "100"), MONTH, Result.CANNOT_TELL, why=Why.PROVIDER_DID_NOT_SUPPLY)
    assert scores(security_items([untold], coverage))[2] == Decimal(100)


def test_a_missing_report_is_nothing_only_where_the_contract_says_so():
    """Deemed failed scores 0; otherwise the missing report is unknown, and before its day it is not due."""
    report = duty(1, "report", due_days=10)
    assert scores(evidence_items(covered(report), SILENT)) == [
        Decimal(0),
        Why.PROVIDER_DID_NOT_SUPPLY,
        Why.NOT_UPLOADED,
    ]
    deemed = covered(replace(report, deemed_failed=True))
    assert scores(evidence_items(deemed, ()))[1:] == [Decimal(0), Why.PROVIDER_DID_NOT_SUPPLY]
    early = covered(report, today=date(2026, 10, 5))
    assert scores(evidence_items(early, ()))[:2] == [Why.NO_DEMAND, Why.NO_DEMAND]
    assert scores(evidence_items(covered(), ()))[:2] == [Why.NOT_IN_CONTRACT, Why.NOT_IN_CONTRACT]


def test_reported_figures_that_cannot_be_compared_are_unknown():
    """A claim about a level we could not measure is neither right nor wrong."""
    untold = discrepancies([claim("100")], {})
    assert scores(evidence_items(covered(), untold))[2] is Why.NOT_UPLOADED


@pytest.mark.parametrize(
    ("promises", "expected"),
    [
        (SILENT, [Why.NOT_UPLOADED]),
        (Promises(), [Why.NO_DEMAND]),
        (Promises(unknown=2), [Why.PROVIDER_DID_NOT_SUPPLY]),
        (Promises(kept=1, late=1), [Decimal(75)]),
    ],
)
def test_promises_are_judged_by_those_that_fell_due(promises, expected):
    """A late promise counts half; nothing due is nothing to judge."""
    assert scores(promise_items(promises)) == expected


@pytest.mark.parametrize(
    ("crisis", "expected"),
    [
        (SILENT, [Why.NOT_UPLOADED]),
        (Crisis(None, None), [Why.NOT_IN_CONTRACT, Why.NOT_IN_CONTRACT]),
        (Crisis(None, 900, (), 1800), [Why.NOT_UPLOADED, Why.NOT_UPLOADED]),
        (Crisis(1, 0, (9,), 0), [Why.NOT_IN_CONTRACT, Why.NOT_IN_CONTRACT]),
        (Crisis(60, 900, (600, 900), 1800), [Decimal(100), Decimal(100)]),
        (Crisis(9000, 900, (3600,), 1800), [Decimal(0), Decimal(50)]),
    ],
)
def test_a_crisis_is_judged_by_the_first_update_and_the_silences(crisis, expected):
    """Without a promise there is nothing to hold them to."""
    assert scores(crisis_items(crisis)) == expected


def test_looking_ahead_counts_problems_found_before_us():
    """A quarter found first meets a fifth; none to find is nothing to judge."""
    assert scores(account_items(covered(), Share(1, 10)))[2] == Decimal(50)
    assert scores(account_items(covered(), Share(0, 0)))[2] is Why.NO_DEMAND
    assert scores(account_items(covered(), SILENT))[2] is Why.NOT_UPLOADED


def test_plain_talk_loses_a_fifth_for_each_unexplained_term_above_two():
    """Twelve in a hundred words are worth nothing."""
    assert scores(plain_talk_items(Decimal(1))) == [Decimal(100)]
    assert scores(plain_talk_items(Decimal(12))) == [Decimal(0)]
    assert scores(plain_talk_items(SILENT)) == [Why.NOT_UPLOADED]


def test_a_trend_too_early_to_tell_is_not_held_against_anybody():
    """Baseline months drop out; a missing head count is unknown."""
    early = break_fix_trend({"2026-09": 3}, {"2026-09": 9}, service_start=date(2026, 9, 1), as_of_month=MONTH)
    assert scores(trend_items(early)) == [Why.NO_DEMAND]
    blind = break_fix_trend({"2026-09": 3}, {}, service_start=date(2026, 9, 1), as_of_month=MONTH)
    assert scores(trend_items(blind)) == [Why.NOT_UPLOADED]


def test_the_gates_that_say_no():
    """A late breach notice and a red trend cap at no; credits that should have come by themselves at partly."""
    red = replace(the_trend(), state="red", parts=("up to 1.40 times months 7 to 12",))
    owing = replace(the_credits(), automatic=True)
    trigger = Trigger(1, "MSA-1", 3, HERE)
    now = TriggerHit(trigger, (MONTH,), "P1 first response missed 3 months running", MONTH, MONTH, current=True)
    found = gates(
        (),
        SILENT,
        credits_by_month=(owing,),
        hits=(replace(now, current=False), now),
        trend=red,
        breach_notice_late=True,
    )
    assert [(gate.key, gate.cap) for gate in found] == [
        ("unpaid_credits", "partly"),
        ("persistent_failure", "no"),
        ("break_fix_red", "no"),
        ("breach_notice", "no"),
    ]
    assert gates((), hits=(replace(now, current=False),)) == ()
    paid = replace(owing, short=Money(Decimal(0), "GBP"))
    assert gates((), credits_by_month=(paid, replace(owing, short=None))) == ()
