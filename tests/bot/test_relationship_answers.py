"""Plans, registers, scope, effort, options, marks: asked of the sample company, each figure checked by hand or oracle."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from bot.answering import guard
from bot.answering.conversation import ask
from bot.answering.plans import judged_plans
from bot.answering.telling.options import option_rows
from bot.answering.telling.scope import scope_rows
from bot.intake.plans import plan_read
from bot.intake.registers import line_made, register_named
from store.facts.common import InterpreterError

REF = "BRC-2024-117"
RULE = ("we carry on", "we give notice", None)


def case(interpreter):
    return interpreter.case(REF, interpreter.today())


def agreed(interpreter, words):
    return interpreter.stores.plans.add(REF, plan_read(case(interpreter), words, rule=RULE))


def figure(answer, key):
    return next(one.value for one in answer.figures if one.key == key)


def test_a_plan_whose_day_has_passed_is_judged_by_itself(sample_copy):
    """P1 response came to 5 of 7 in October: not kept, and the rule agreed beforehand is shown."""
    agreed(sample_copy, "P1 response at least 95 % by 31 October 2026")
    told = ask(sample_copy, "did they keep the improvement plan")
    assert (told.verdict, figure(told, "plan_reached"), figure(told, "plan_level")) == ("no", "71.43", "95")
    assert "We give notice." in told.text
    assert not guard.orphans(told)


def test_a_plan_that_lies_ahead_shows_how_things_stand(sample_copy):
    """Nothing is judged before the day; the last full month is shown as it stands."""
    agreed(sample_copy, "P1 response at least 95 % by the end of the year 2026")
    told = ask(sample_copy, "is the improvement plan on track")
    assert (told.verdict, "not due yet" in told.headline) == (None, True)


def test_a_plan_on_faults_per_user_counts_faults(sample_copy):
    """Half the faults per user is a plan like any other."""
    agreed(sample_copy, "faults per user at most 0.45 by 31 October 2026")
    (one,) = judged_plans(case(sample_copy))
    assert (one.outcome, one.reached.actual) == ("not_kept", Decimal("0.712"))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("P1 response at least 95 %", "no day"), ("be better by December", "one figure"),
        ("response 95 % by December", "each priority"), ("P1 response by December", "one percentage"),
        ("P1 response 195 % by December", "one percentage"), ("CSAT 95 % by December", "one figure"),
        ("faults per user by December", "faults per user"), ("P1 and P2 response 95 % by December", "one priority"),
    ],
)  # fmt: skip
def test_a_plan_that_leaves_something_open_is_asked_about(sample, words, why):
    """Nothing is guessed: one sentence says what is missing."""
    with pytest.raises(InterpreterError, match=why):
        plan_read(case(sample), words, rule=RULE)


def test_the_registers_answer_in_words(sample):
    """Four pieces of advice are on file, three of them followed."""
    told = ask(sample, "what advice have they given us")
    assert figure(told, "register_lines") == "4"
    assert told.text.count("(followed)") == 3


def test_a_line_noted_by_hand_counts_as_evidence(sample_copy):
    """A review noted by command settles the month's duty as an imported one does."""
    before = ask(sample_copy, "were the review meetings held in September 2026")
    line = line_made(
        sample_copy, REF, register_named("meeting"), {"what": "Review", "on": "2026-09-24", "state": "held"}
    )
    sample_copy.stores.registers.note(REF, line)
    after = ask(sample_copy, "were the review meetings held in September 2026")
    assert (before.verdict, after.verdict) == ("cannot_tell", "yes")


def test_an_update_needs_its_time(sample):
    """How long we waited cannot be told from a day."""
    with pytest.raises(InterpreterError, match="needs its time"):
        line_made(sample, REF, "updates", {"what": "still working on it", "on": "2026-10-07"})


def test_the_scope_is_laid_beside_what_is_usual(sample):
    """Promised, left out and silent are told apart, each with its clause; silence is never called absence."""
    rows = {row["id"]: row for row in scope_rows(case(sample))["activities"]}
    assert (rows["restore_test"]["stand"], rows["restore_test"]["clause"]) == ("included", "Schedule 5, 2.2")
    assert (rows["user_training"]["stand"], rows["user_training"]["clause"]) == ("excluded", "4.1(d)")
    assert rows["cloud_backup"]["stand"] == "not_found"
    told = ask(sample, "what are we not paying for")
    assert "does not prove there is none" in told.text
    assert not guard.orphans(told)


def test_options_are_sums_of_the_invoices(sample):
    """Twelve invoices added up from the file, and 7.5 % on each rounded to the penny."""
    with (Path(__file__).parents[2] / "demo" / "marrowdale" / "invoices.csv").open(encoding="utf-8") as file:
        paid = [
            Decimal(row["Net amount"]) for row in csv.DictReader(file)
            if "2025-11" <= row["Period"] <= "2026-10" and not row["Credit for month"] and "per User" in row["Description"]
        ]  # fmt: skip
    rows = option_rows(case(sample), Decimal("7.5"))
    dearer = sum((one * Decimal("1.075") + Decimal("0.0000001")).quantize(Decimal("0.01")) for one in paid)
    assert (len(paid), rows["paid"], rows["options"][0]["cost"]) == (12, str(sum(paid)), str(dearer))
    told = ask(sample, "what would a 7.5% price increase cost us")
    assert {str(dearer), str(dearer - sum(paid))} <= {one.value for one in told.figures}


ASKED = (
    "are they proactive or just reactive", "are they quietly doing less for the same money", "is the fee reasonable",
    "is the provider financially stable", "what are our options for renegotiating", "should we stay, renegotiate or leave",
    "give me a health check of the relationship", "what do we actually get for the monthly fee",
    "which fixes have been put off", "how is the improvement plan going?",
)  # fmt: skip


@pytest.mark.parametrize("question", ASKED)
def test_no_figure_stands_without_evidence(sample, question):
    """Every number in these answers is among its figures, and none was withheld."""
    told = ask(sample, question)
    assert not guard.orphans(told)
    assert "withheld" not in told.text.lower()
    assert told.figures or told.unknowns


def test_a_decision_is_laid_out_and_not_taken(sample):
    """Notice date and days left, exit clauses, and talk first; no advice to go or to stay."""
    told = ask(sample, "should we stay, renegotiate or leave")
    assert (figure(told, "notice_by"), figure(told, "days_to_notice")) == ("2027-08-02", "252")
    assert {"19.1", "19.2"} <= {one.clause for one in told.citations}
    assert "Talk first" in told.text
    assert told.verdict is None


def test_silence_in_the_register_wears_no_face(sample):
    """Half of the roadmap's turns are not on record, so looking ahead is not known rather than poor."""
    told = ask(sample, "give me a health check of the relationship")
    faces = {one.key: one.value for one in told.figures if one.key.startswith("mark_")}
    assert (faces["mark_forward_thinking"], faces["mark_fewer_faults"]) == ("unknown", "sad")
    assert "What went well" in told.text


def test_records_that_stop_are_not_taken_for_a_service_that_stopped(sample_copy):
    """With the later reports gone missing from our files, nothing is said about whether they came."""
    from sqlalchemy import text

    from bot.answering.relationship import signs

    with sample_copy.database.write() as session:
        session.execute(text("DELETE FROM report_claim WHERE month > '2026-04'"))
    sample_copy.cases.clear()
    found = {one.key: one for one in signs(case(sample_copy), "2026-10")}
    assert (found["reports"].after, found["reports"].fell) == ((), False)
