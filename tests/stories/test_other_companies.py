"""Two businesses of another shape: a deed with points and two clocks in Melbourne, and web terms that promise nothing."""

from datetime import date

import pytest

from bot.answering.conversation import ask
from bot.answering.guard import orphans
from bot.answering.scoring import REFUSED, RIGHT, UNSUPPORTED, WRONG, WRONG_NUMBER, cases, marked, scored
from bot.intake.sample import companies, sample_company, sample_folder
from store.facts.common import InterpreterError

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def dunnock(tmp_path_factory):
    """The clinic with web terms."""
    return sample_company(home=tmp_path_factory.mktemp("dunnock"), index=False, company="dunnock")


@pytest.fixture(scope="module")
def quillabar(tmp_path_factory):
    """The packhouse in Victoria."""
    return sample_company(home=tmp_path_factory.mktemp("quillabar"), index=False, company="quillabar")


def asked(company, question, *earlier):
    return ask(company, question, as_of=TODAY, keep=False, earlier=earlier)


def test_there_are_three_companies_and_a_wrong_name_is_answered_with_theirs():
    """The first one is the one that is loaded unasked."""
    assert companies()[0] == "marrowdale"
    assert {"dunnock", "quillabar"} <= set(companies())
    with pytest.raises(InterpreterError, match="choose one of marrowdale, dunnock, quillabar"):
        sample_folder("nowhere")


@pytest.mark.parametrize("case", cases(sample_folder("dunnock") / "questions.jsonl"), ids=lambda case: case["id"])
def test_thin_terms_get_no_wrong_number_and_no_praise_or_blame(dunnock, case):
    """Where next to nothing is promised, nothing is met or missed, and every number stands in its evidence."""
    answer = asked(dunnock, case["question"])
    assert orphans(answer) == []
    assert answer.verdict not in {"met", "missed"}
    assert marked(case, answer).mark not in {WRONG_NUMBER, UNSUPPORTED}


@pytest.mark.parametrize("case", cases(sample_folder("quillabar") / "questions.jsonl"), ids=lambda case: case["id"])
def test_every_number_told_of_the_packhouse_stands_in_its_evidence(quillabar, case):
    """Points, percentages, Australian dollars and days alike."""
    assert orphans(asked(quillabar, case["question"])) == []


@pytest.mark.parametrize(
    ("month", "owed"), [("February 2026", "181.44"), ("March 2026", "907.20"), ("August 2026", "640.94")]
)
def test_points_become_a_rebate_in_australian_dollars(quillabar, month, owed):
    """Points are added up, half as many again for a second month, and looked up in the table of rebates."""
    figures = {f.key: (f.value, f.currency) for f in asked(quillabar, f"service rebate for {month}").figures}
    assert figures["credit_owed"][0] == owed


def test_points_are_told_by_the_month(quillabar):
    """Who asks for points gets them with their working."""
    assert "17 points together: 10 %" in asked(quillabar, "how many service points did they get in March 2026").text


def test_the_night_of_the_clock_change_is_counted_in_real_minutes(quillabar):
    """In April the wall shows 200 minutes and 260 have passed: late; with few Requests one late one is allowed."""
    answer = asked(quillabar, "Severity 1 fixes in April 2026")
    (figure,) = [f for f in answer.figures if f.key == "resolution_attainment"]
    assert (figure.n, figure.of, answer.verdict) == (1, 2, "met")


def test_the_other_clock_is_told_beside_the_opening_hours(quillabar):
    """Who asks about the night is not told of office hours alone."""
    assert (
        "Severity 1 first response and Severity 1 resolution runs around the clock"
        in asked(quillabar, "do they work nights?").headline
    )


def test_a_request_is_what_the_deed_calls_one(quillabar):
    """Its Requests are records of any kind, faults too; a service request is told apart by its own name."""
    assert asked(quillabar, "number of severity 1 requests logged in August 2026").headline.startswith(
        "4 Severity 1 tickets"
    )
    assert asked(quillabar, "how many requests did we log in October?").headline.startswith("70 tickets")
    assert asked(quillabar, "how many service requests in October?").headline.startswith("24 requests")


def test_words_that_are_no_time_are_told_as_such(quillabar):
    """Words such as "as agreed" are neither a target nor two readings of one."""
    answer = asked(quillabar, "what is the fix time for severity 4?")
    assert answer.headline.startswith("The contract gives no time for Severity 4 resolution")
    assert "as agreed" in answer.text


def test_a_contract_from_month_to_month_is_told_in_its_own_words(dunnock):
    """Where no last day can be worked out the clause on ending is shown."""
    assert "30 days" in asked(dunnock, "how do we end it and with how much notice").text


def test_a_follow_up_in_a_question_set_is_asked_after_its_question(quillabar):
    """A case names the one it follows; the whole conversation reaches whoever answers, oldest first."""
    heard = []

    def listening(question, as_of, earlier):
        heard.append(earlier)
        return asked(quillabar, question, *earlier)

    texts = {"1": "Orchard Link uptime March 2026", "2": "and April?", "3": "and the month before?"}
    after = {"2": {"after": "1"}, "3": {"after": "2"}}
    scored([{"id": i, "question": text, "expect": {}, **after.get(i, {})} for i, text in texts.items()], listening)
    assert heard == [(), (texts["1"],), (texts["1"], texts["2"])]


@pytest.mark.parametrize(
    ("expect", "mark"),
    [
        ({"state": ["unknown", "refused"]}, UNSUPPORTED),
        ({"state": ["answered"], "says": ["never said"]}, WRONG),
        ({"state": ["answered", "partly"]}, RIGHT),
    ],
)
def test_an_answer_to_what_nobody_can_know_is_marked_apart(quillabar, expect, mark):
    """Answering without grounds is worse than saying too little, and not the same as a wrong number."""
    answer = asked(quillabar, "when does the deed end?")
    assert marked({"id": "1", "question": "when does the deed end?", "expect": expect}, answer).mark == mark


def test_silence_about_what_is_known_is_marked_as_refused(dunnock):
    """An honest refusal where a figure was to be had is neither right nor wrong."""
    case = {"id": "1", "question": "?", "expect": {"state": ["answered"], "figures": []}}
    assert marked(case, asked(dunnock, "?")).mark == REFUSED


def test_prices_by_tier_and_a_fixed_fee_are_held_to_the_contract_and_its_yearly_rise(quillabar):
    """41.00 to 42.23 is 3.00 per cent, within 3.5; whether the index allowed as much is not known here."""
    answer = asked(quillabar, "did the July price rise stay within the contract?")
    assert (answer.state, answer.verdict) == ("partly", "yes")
    assert {f.value for f in answer.figures if f.key == "price_rise"} == {"3.00", "3.01"}
    assert any("CPI" in unknown.what for unknown in answer.unknowns)
    billed = asked(quillabar, "did they overcharge us")
    assert (billed.verdict, billed.state) == ("cannot_tell", "partly")
    assert "overcharged" not in {f.key for f in billed.figures}
    assert {f.value for f in billed.figures if f.key == "unit_price_most"} == {"42.44", "37.78", "1966.50"}
    assert "The provider wrote of a rise" in billed.text


def test_a_goal_is_called_a_goal_with_the_sentence_that_takes_it_back(dunnock):
    """We aim to reply within an hour; these are goals and not guarantees."""
    answer = asked(dunnock, "is the one hour reply guaranteed?")
    assert answer.verdict == "no"
    assert "goals and not guarantees" in answer.text


def test_points_are_told_with_their_levels_and_the_table_that_turns_them_into_money(quillabar):
    """Ten per cent from sixteen points."""
    answer = asked(quillabar, "How do points turn into money?")
    assert "4 points for a miss (Severity 1 first response, Severity 1 resolution, " in answer.headline
    assert "10 % from 16 points" in answer.headline
    assert orphans(answer) == []


def test_a_rebate_on_no_invoice_is_not_called_paid_in_part(quillabar):
    """The contract has it applied without a claim, and it was not."""
    answer = asked(quillabar, "what do they owe for September 2026?")
    assert "stands on no invoice we have" in answer.headline
    assert "paid in part" not in answer.text
    assert "of 9,269.10 AUD" in answer.text
