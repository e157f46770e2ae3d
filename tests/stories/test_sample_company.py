"""A buyer's first hour with the sample company: what is asked, what is answered, and what it rests on."""

import json
from datetime import date

import pytest

from bot.answering.conversation import ask
from bot.answering.guard import orphans
from bot.answering.receipts import replayed
from bot.answering.scoring import WRONG_NUMBER, cases, marked
from bot.intake.sample import sample_folder

TODAY = date(2026, 11, 23)


def asked(company, question, **more):
    return ask(company, question, as_of=TODAY, keep=False, **more)


def test_the_question_it_is_all_about_gets_an_honest_answer(sample):
    """The verdict stands on figures and clauses, names what is not known, and says what went well."""
    answer = asked(sample, "Are we getting what we pay for?")
    assert answer.verdict in {"no", "partly"}
    assert answer.citations
    assert answer.unknowns
    assert "What went well" in answer.text
    assert answer.questions_for_provider


def test_a_missed_level_is_said_with_its_count_its_clause_and_its_target(sample):
    """Verdict first, then n of N, the target, and the contract's words."""
    answer = asked(sample, "did they hit the P1 response time last month?")
    assert answer.headline.startswith("Missed: P1 first response in October 2026, 5 of 7 answered within 15 minutes")
    (figure,) = [f for f in answer.figures if f.key == "response_attainment"]
    assert (figure.value, figure.n, figure.of) == ("71.43", 5, 7)
    assert all(source.startswith("tickets.csv:") for source in figure.sources)
    assert answer.citations[0].clause.startswith("Schedule 2, ")


def test_few_cases_are_said_to_prove_little(sample):
    """Under ten cases the count leads and the interval shows how little it proves; the contract's test stands."""
    answer = asked(sample, "did they hit the P1 response time last month?")
    assert "With only 7 cases" in answer.text


def test_each_ticket_is_judged_by_the_version_in_force_when_it_was_opened(sample):
    """The amendment of March 2026 shortens the time from then on, never before."""
    february = asked(sample, "P1 response in February 2026")
    march = asked(sample, "P1 response in March 2026")
    assert "within 30 minutes" in february.headline
    assert "within 15 minutes" in march.headline


def test_a_credit_comes_with_every_step_and_the_day_to_claim_by(sample):
    """Doubling, cap, amount, what was paid, and the claim window."""
    answer = asked(sample, "what credit are we due for October?")
    figures = {f.key: f.value for f in answer.figures}
    assert figures["credit_owed"] == "825.00"
    assert "x 2 as the second period running" in answer.text
    assert "It must be claimed by 30 November 2026." in answer.text


def test_a_month_without_data_is_not_guessed(sample):
    """Before the tickets begin and after they end there is no figure at all."""
    for question in ("P1 response in October 2024", "P1 response in March 2027"):
        answer = asked(sample, question)
        assert answer.state in {"unknown", "refused"}
        assert not [f for f in answer.figures if f.role == "actual" and f.unit == "%"]


def test_nothing_contractual_is_said_where_others_read_along(sample):
    """In a shared place the provider may be in the room."""
    answer = asked(sample, "how did October go?", place="shared")
    assert answer.state == "refused"
    assert not answer.figures
    assert not answer.citations


@pytest.mark.parametrize("case", cases(sample_folder() / "questions.jsonl"), ids=lambda case: case["id"])
def test_no_question_of_the_set_gets_a_wrong_number(sample, case):
    """Every figure asked for is the one counted independently, and every number in a text stands in its evidence."""
    answer = asked(sample, case["question"])
    assert orphans(answer) == []
    mark = marked(case, answer)
    assert mark.mark != WRONG_NUMBER, mark.amiss


def test_an_answer_is_one_json_document_with_every_name_scripts_rely_on(sample):
    """Values are decimal strings, and the document can be printed as it is."""
    document = asked(sample, "how did October go?").as_json()
    assert set(document) == {
        "id", "question", "state", "headline", "text", "verdict", "topic", "period", "figures", "citations", "unknowns",
        "next_steps", "questions_for_provider", "tables", "worded_by", "took_ms",
    }  # fmt: skip
    assert json.loads(json.dumps(document))["period"]["from"] == "2026-10-01"
    assert all(isinstance(figure["value"], str) for figure in document["figures"])


def test_a_dispute_months_later_gets_the_same_answer_again(sample_copy):
    """The receipt runs again as on that day, and says so when the data have changed since."""
    first = ask(sample_copy, "what credit are we due for October?", as_of=TODAY)
    assert replayed(sample_copy, first.id)["same"]
    term = next(t for t in sample_copy.stores.terms.listed() if t.fields.get("cap_pct"))
    sample_copy.stores.terms.correct(term.id, {"cap_pct": "5"})
    again = replayed(sample_copy, first.id)
    assert not again["same"]
    assert "changed since" in again["why"]


def test_a_wrong_premise_over_many_months_is_put_right(sample):
    """Contracts test each month; a good average hides the months that were missed."""
    answer = asked(sample, "so far they have met every service level, right?")
    assert answer.verdict == "missed"
    assert answer.headline.startswith("Not all were met")
    assert (
        "P1 first response: met in 20 of 23 months; missed in May 2025, September 2026 and October 2026" in answer.text
    )


def test_the_worst_month_is_named_by_its_share(sample):
    """A question for the worst month gets a month."""
    answer = asked(sample, "what was the worst month for P1 response?")
    assert "October 2026" in answer.headline
    assert "5 of 7" in answer.headline


def test_a_single_day_gets_counts_and_no_verdict(sample):
    """The contract tests whole months."""
    answer = asked(sample, "what happened on 7 October?")
    assert answer.verdict is None
    assert "counts only" in answer.headline


def test_being_billed_too_much_comes_with_the_sum(sample):
    """Above the yearly cap, by how much."""
    answer = asked(sample, "did they overcharge us at any point?")
    assert answer.verdict == "yes"
    assert {f.key: f.value for f in answer.figures}["overcharged"] == "147.56"


def test_months_that_are_recorded_are_told_though_the_running_one_is_not(sample):
    """A year to date is not "not added" because its last days are not there yet."""
    answer = asked(sample, "how available was the hosted desktop this year?")
    assert answer.state == "answered"
    assert "availability of Hosted Desktop: met in 10 of 10 months" in answer.text


def test_a_price_that_an_amendment_sets_is_no_rise_beyond_the_cap(sample):
    """The last rise is to the amendment's own price; the rise before it went above the yearly cap."""
    assert asked(sample, "was the last price increase allowed?").verdict == "yes"
    answer = asked(sample, "did they raise the price by too much?")
    assert answer.verdict == "yes"
    assert {f.value for f in answer.figures if f.key == "unit_price_most"} == {"64.48"}
