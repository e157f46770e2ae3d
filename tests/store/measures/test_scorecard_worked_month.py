"""One month worked through to the digit: its score, its gates, its money."""

from datetime import date, timedelta
from decimal import Decimal

from store.facts.common import Why
from tests.store.measures.made_scorecard import the_coverage, the_credits, the_security, the_worked_card


def test_the_worked_month_comes_out_to_the_digit():
    """Proved 61.8, known only 68.4, best case 71.5, coverage 90.3 %: partly."""
    card = the_worked_card()
    assert [str(one) for one in (card.proved, card.known_only, card.best_case, card.coverage)] == [
        "61.8",
        "68.4",
        "71.5",
        "90.3",
    ]
    assert card.verdict == "partly"
    assert [(part.key, str(part.score), part.face, part.known_weight, part.points) for part in card.dimensions] == [
        ("service_levels", "47.5", "sad", Decimal(20), Decimal("9.5")),
        ("break_fix", "100.0", "happy", Decimal(15), Decimal(15)),
        ("security", "83.0", "neutral", Decimal(15), Decimal("12.45")),
        ("evidence", "42.1", "sad", Decimal(15), Decimal("6.32")),
        ("ownership", "70.0", "neutral", Decimal("8.33"), Decimal("5.83")),
        ("crisis", "57.7", "sad", Decimal(5), Decimal("2.89")),
        ("account", "100.0", "neutral", Decimal(7), Decimal(7)),
        ("plain_talk", "56.0", "sad", Decimal(5), Decimal("2.8")),
    ]


def test_the_worked_month_is_capped_by_two_gates_and_says_what_went_well():
    """No restore test, and a report 20 points off; the credit still open to claim is no gate yet."""
    card = the_worked_card()
    assert [gate.key for gate in card.gates] == ["restore_test", "report_mismatch"]
    assert card.went_well[0] == "P2 first response: 11 of 12, 91.67 %, target 90 %: met"
    assert len(card.went_well) == 6
    assert [(one.what, one.why) for one in card.unknowns] == [
        ("restore test", Why.PROVIDER_DID_NOT_SUPPLY),
        ("1 promises that fell due", Why.PROVIDER_DID_NOT_SUPPLY),
        ("Roadmap", Why.PROVIDER_DID_NOT_SUPPLY),
    ]


def test_the_money_of_the_worked_month_stands_beside_the_score():
    """1,850 owed, 925 credited, 925 short, to be claimed by 30 October."""
    credits = the_credits()
    assert [str(one.amount) for one in (credits.owed, credits.credited, credits.short)] == [
        "1850.00",
        "925.00",
        "925.00",
    ]
    assert (credits.cap_applied, credits.claim_by, credits.claim_open) == (True, date(2026, 10, 30), True)


def test_the_report_of_the_worked_month_came_on_the_twelfth_working_day():
    """Ten working days after September end on 14 October; it came on the 16th."""
    report = the_coverage(the_security()[0]).of_kind("report")[0]
    assert (report.due, report.state) == (date(2026, 10, 14), "late")
    assert report.settled_on - report.due == timedelta(days=2)
