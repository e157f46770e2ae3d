"""Emails, promises, words and crises by command, as a manager at a terminal uses them."""

import json

import pytest
from typer.testing import CliRunner

from bot.cli.app import app

MAIL = (
    "From: Fiona Larch <fiona@brindlecote.example>\nTo: Ros <ros@marrowdale.example>\n"
    "Date: Mon, 16 Nov 2026 10:00:00 +0000\nSubject: Leeds switch\n\n"
    "Hi Ros,\n\nI will send you the configuration of the switch by 12:00 on Friday 20 November.\nJo will look at the cabling.\n\nFiona\n"
)


@pytest.fixture
def itbot(sample_copy, monkeypatch):
    """Run a command on a copy of the sample company."""
    monkeypatch.setenv("ITBOT_HOME", str(sample_copy.settings.home))
    return lambda *arguments, **more: CliRunner().invoke(app, list(arguments), catch_exceptions=True, **more)


def document(result):
    return json.loads(result.stdout)


@pytest.fixture
def noted(itbot, tmp_path):
    """The number of a promise that was just noted from a mail."""
    file = tmp_path / "switch.eml"
    file.write_text(MAIL)
    assert "2 promises noted" in itbot("email", str(file), "--keep").stdout
    assert "2 promises noted" in itbot("email", str(file), "--keep").stdout
    found = [one for one in listed(itbot) if one["source"] == "switch.eml"]
    assert [one["due"] for one in found] == ["2026-11-20", None]
    return found[0]["id"]


def listed(itbot):
    return document(itbot("promises", "--json"))["contracts"][0]["promises"]


def state(itbot, number):
    return next(one["state"] for one in listed(itbot) if one["id"] == number)


@pytest.mark.parametrize(
    ("day", "became"),
    [("2026-11-20", "kept"), ("2026-11-23", "late"), ("2026-11-20T11:59", "kept"), ("2026-11-20T12:01", "late")],
)
def test_done_by_its_day_is_kept_and_after_it_late_and_an_hour_counts_by_the_hour(itbot, noted, day, became):
    """Promised for noon: a minute past noon is late where the minute is known; the day alone is not held against them."""
    told = document(itbot("promises", "done", str(noted), "--on", day, "--evidence", "it came by mail", "--json"))
    assert [(one["state"], one["evidence"], one["status"]) for one in told["promises"]] == [
        (became, "it came by mail", "confirmed")
    ]


def test_a_promise_is_missed_reopened_and_withdrawn_and_each_is_taken_as_said(itbot, noted):
    """What a person says counts; taken back, the promise is past its day and nobody has said what became of it."""
    for word, became in (
        ("missed", "missed"),
        ("reopen", "unknown"),
        ("withdraw", "withdrawn"),
        ("confirm", "withdrawn"),
    ):
        assert itbot("promises", word, str(noted)).exit_code == 0
        assert state(itbot, noted) == became


def test_a_number_that_is_no_promise_is_said_in_a_sentence(itbot):
    """No traceback, and the way to the right number."""
    told = itbot("promises", "missed", "9999")
    assert told.exit_code != 0
    assert "There is no promise 9999; itbot promises lists them." in str(told.exception or told.stderr)


def test_a_digest_is_short_and_offers_the_reply_instead_of_printing_it(itbot, tmp_path):
    """Three sentences, what is promised, what to ask; the letter only on request."""
    file = tmp_path / "switch.eml"
    file.write_text(MAIL)
    short, long = itbot("email", str(file)).stdout, itbot("email", str(file), "--reply").stdout
    assert "by Friday 20 November 2026, 12:00" in short
    assert "these are the dates we have noted" not in short
    assert "these are the dates we have noted" in " ".join(long.split())


def test_a_term_of_our_own_is_kept_and_explains_itself(itbot):
    """Said once, it is known from then on; without a meaning it is refused in a sentence."""
    assert itbot("translate", "--add", "Blue line=our main internet line").exit_code == 0
    told = document(itbot("translate", "The Blue line is down.", "--json"))
    assert [(one["term"], one["source"]) for one in told["jargon"]] == [("Blue line", "yours")]
    refused = itbot("translate", "--add", "Blue line")
    assert "is no TERM=MEANING" in str(refused.exception or refused.stderr)


def test_a_complaint_goes_out_in_the_providers_terms(itbot):
    """Nobody can work: an urgent incident, with the contract's times."""
    told = document(itbot("translate", "nobody in the Leeds office can log in since nine", "--to-provider", "--json"))
    assert (told["kind"], told["priority"]) == ("incident", 1)
    assert (
        "15 minutes" in itbot("translate", "nobody in the Leeds office can log in since nine", "--to-provider").stdout
    )


def test_how_people_felt_after_a_crisis_is_kept_beside_it(itbot):
    """Outage at 09:20, told at 09:58, cleared at 12:24: by the outage log and the three mails."""
    told = document(itbot("crisis", "--pulse", "less", "--note", "we heard it from our users", "--json"))
    assert (told["first_word_s"], told["first_word_promised_s"]) == (38 * 60, 15 * 60)
    assert [(gap["seconds"], gap["late_s"]) for gap in told["gaps"]] == [(103 * 60, 71 * 60), (43 * 60, 0)]
    assert [(one["answer"], one["note"]) for one in told["pulses"]] == [("less", "we heard it from our users")]
    refused = itbot("crisis", "--pulse", "furious")
    assert "none of more, same and less" in str(refused.exception or refused.stderr)


def test_the_three_questions_are_a_round_with_answers_word_for_word(itbot):
    """Drafted once, answered later; a dated commitment is offered as a plan, a fog is not."""
    drafted = document(itbot("questions", "--json"))
    assert [one["key"] for one in drafted["questions"]] == ["takes", "business", "commit"]
    number = str(drafted["id"])
    answer = "We will answer 95 % of P1 tickets in 15 minutes by 31 January 2027."
    told = document(
        itbot(
            "questions",
            "--round",
            number,
            "--commit",
            answer,
            "--business",
            "We are always committed to excellence.",
            "--json",
        )
    )
    said = {one["key"]: one["answer"] for one in told["questions"]}
    assert said == {"takes": "", "business": "We are always committed to excellence.", "commit": answer}
    assert [(one["words"], one["due"]) for one in told["offers"]] == [(answer, "2027-01-31")]
    missing = itbot("questions", "--round", "99", "--commit", "x")
    assert "There is no round 99" in str(missing.exception or missing.stderr)
