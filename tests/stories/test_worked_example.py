"""The scorecard's worked example, from its own contract and records, comes out to the last digit."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.answering.card import card
from bot.answering.conversation import ask
from bot.answering.tables import credit_rows
from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build

HERE = Path(__file__).parent / "worked_example"
FILES = (
    "contract.md headcount.csv outages.csv invoices.csv security.csv reviews.csv promises.csv updates.csv "
    "statements.csv tickets.csv report.csv"
).split()


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """The example's company, as it stood on 20 October 2026."""
    home = tmp_path_factory.mktemp("worked")
    made = build(Settings(home=home, _env_file=None), clock=lambda: datetime(2026, 10, 20, 9, tzinfo=UTC))
    receipts = add(made, [HERE / name for name in FILES], Options(accept=True, index=False))
    assert not [reject for receipt in receipts for reject in receipt.rejects]
    return made


@pytest.fixture(scope="module")
def made(company):
    return card(company.case("ORL-7", company.today()), "2026-09")


def test_the_three_totals_the_coverage_and_the_verdict(made):
    """Proved, on what is known, at best: and the known part is said."""
    assert (made.proved, made.known_only, made.best_case) == (Decimal("61.8"), Decimal("68.4"), Decimal("71.5"))
    assert (made.coverage, made.verdict) == (Decimal("90.3"), "partly")


@pytest.mark.parametrize(
    ("part", "score", "known", "points"),
    [
        ("service_levels", "47.5", "20.00", "9.50"), ("break_fix", "100.0", "15.00", "15.00"),
        ("security", "83.0", "15.00", "12.45"), ("evidence", "42.1", "15.00", "6.32"),
        ("ownership", "70.0", "8.33", "5.83"), ("crisis", "57.7", "5.00", "2.89"),
        ("account", "100.0", "7.00", "7.00"), ("plain_talk", "56.0", "5.00", "2.80"),
    ],
)  # fmt: skip
def test_each_of_the_eight_parts(made, part, score, known, points):
    """Score, known weight and points of every part are those of the example."""
    one = next(each for each in made.dimensions if each.key == part)
    assert (one.score, one.known_weight, one.points) == (Decimal(score), Decimal(known), Decimal(points))


def test_what_caps_the_verdict_and_what_went_well(made):
    """No restore test and a report that is far off cap it; credits still to be claimed do not."""
    assert {gate.key for gate in made.gates} == {"restore_test", "report_mismatch"}
    assert any("31 of 120" in words for words in made.went_well)


def test_the_money_beside_the_score(company):
    """A doubled 5 % and 2 % are cut to 10 % of 18,500; half of it was credited, and the rest can still be claimed."""
    row = credit_rows(company.case("ORL-7", company.today()), "2026-09")
    assert (row["owed"], row["credited"], row["short"]) == ("1850.00", "925.00", "925.00")
    assert (row["cap_applied"], row["claim_by"], row["claim_open"]) == (True, "2026-10-30", True)


def test_the_question_it_is_all_about(company):
    """Asked in plain words, the answer is the same card."""
    told = ask(company, "are we getting what we pay for?")
    figures = {figure.key: figure.value for figure in told.figures}
    assert (told.verdict, figures["known_only"], figures["proved"]) == ("partly", "68.4", "61.8")
