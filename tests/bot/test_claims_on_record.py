"""A service credit that was claimed is treated as claimed everywhere, and what is unclear is told both ways."""

import json
from datetime import date, timedelta

import pytest

from bot.answering.conversation import ask
from bot.answering.guard import orphans
from bot.answering.tables import credit_rows
from bot.chasing.due import ahead_rows, due_rows, looked
from bot.chasing.letters import claim_letter
from bot.intake.claims import claim_confirmed, claim_denied, claim_sent, claim_undone, month_of
from bot.intake.emails import keep
from bot.intake.given import Options
from knowledge.mail.reading import read_mail
from store.facts.common import InterpreterError
from store.facts.watched import Kind

TODAY = date(2026, 11, 23)
REF = "BRC-2024-117"


def row(company, month="2026-09", today=TODAY):
    return credit_rows(company.case(REF, today), month)


def due(company, now=None):
    return looked(company, REF, now or company.clock())


def mail(company, tmp_path, words, *, day="Mon, 02 Nov 2026 09:00:00 +0000", subject="Service credits"):
    """One more email of ours."""
    path = tmp_path / "ours.eml"
    path.write_text(
        f"From: Rosalind Teague <rosalind.teague@marrowdale.example>\nTo: fiona.larch@brindlecote.example\n"
        f"{f'Date: {day}' if day else 'X-None: 1'}\nSubject: {subject}\nMessage-ID: <{abs(hash(words))}@marrowdale.example>\n\n{words}\n"
    )
    keep(company, [read_mail(path)], Options(contract=REF))


def test_our_own_mail_of_14_october_counts_as_the_claim_for_september(sample):
    """By hand: claimed £818.40 on 14 October, the last day was 30 October; £409.20 was credited on 30 October."""
    seen = row(sample)
    assert (seen["owed"], seen["claimed"], seen["credited"], seen["short"]) == ("818.40", "818.40", "409.20", "409.20")
    (claim,) = seen["claims"]
    assert (claim["sent_on"], claim["in_time"], claim["status"]) == ("2026-10-14", True, "found")
    assert "we claim the Service Credits for September 2026" in claim["quote"]
    assert claim["levels"] == ["P1 first response", "P2 first response"]


def test_no_answer_says_that_the_september_credit_is_too_late(sample):
    """Each way of asking tells the mail, its day and its words, and that nobody has confirmed it."""
    for question in (
        "Is it too late to claim for September?",
        "what credit is owed for September?",
        "all credits, month by month",
    ):
        answer = ask(sample, question, as_of=TODAY, keep=False)
        assert (
            "Your email of 14 October 2026 reads as a claim" in answer.text
            or "your email of 14 October 2026 reads" in answer.text
        )
        assert "we claim the Service Credits for September 2026" in answer.text
        assert "That day has passed" not in answer.text
        assert not orphans(answer)


def test_what_is_due_chases_the_answer_and_not_the_claim(sample):
    """One thing about September, from the invoice on which the rest should have stood; July stays past its day."""
    seen = due(sample)
    (one,) = [item for item in seen.watched if item.id.endswith("2026-09") and "claim" in item.id]
    assert (one.kind, one.due, one.confirmed) == (Kind.CLAIM_ANSWER, date(2026, 10, 30), False)
    assert "£409.20 is not credited" in one.what
    assert "Your email of 14 October 2026 reads as a claim, in time" in one.why
    late = [item["what"] for item in ahead_rows(seen, TODAY, 14) if item["state"] == "too late"]
    assert late == ["Claim the service credit for July 2026: £405.90"]


def test_the_letter_asks_after_the_claim_instead_of_claiming_again(sample):
    """The day, the sum claimed, what was credited, and the rest."""
    letter = claim_letter(sample.case(REF, TODAY), "2026-09")
    assert "On 14 October 2026 we claimed the service credit for September 2026" in letter.body
    assert "£818.40" in letter.body
    assert "£409.20 has been credited so far, so that £409.20 is outstanding" in letter.body


def test_a_mail_that_is_said_to_be_no_claim_is_none_and_that_can_be_taken_back(sample_copy):
    """Denied, then taken back, then confirmed."""
    case = sample_copy.case(REF, TODAY)
    assert "14 October 2026" in claim_denied(case, "2026-09")
    assert row(sample_copy)["claims"] == []
    assert (
        "That day has passed. No claim is on record"
        in ask(sample_copy, "can we still claim for september?", as_of=TODAY, keep=False).text
    )
    claim_undone(sample_copy.case(REF, TODAY), "2026-09")
    claim_confirmed(sample_copy.case(REF, TODAY), "2026-09")
    assert row(sample_copy)["claims"][0]["status"] == "confirmed"
    assert (
        "You claimed it (£818.40) on 14 October 2026, in time"
        in ask(sample_copy, "can we still claim for september?", as_of=TODAY, keep=False).text
    )
    with pytest.raises(InterpreterError, match="Nobody has said"):
        claim_undone(sample_copy.case(REF, TODAY), "2026-08")


def test_a_persons_word_that_it_was_sent_ends_the_reminders_and_starts_the_waiting(sample_copy):
    """October is claimed on 20 November; an answer is looked for thirty days later, and the money is waited for."""
    case = sample_copy.case(REF, TODAY)
    assert month_of(case, date(2026, 11, 20)) == "2026-10"
    said = claim_sent(case, "2026-10", date(2026, 11, 20), "Hanna")
    assert said == (
        "On record: the service credit for October 2026 was claimed on 20 November 2026. That is in time: the last day is "
        "30 November 2026."
    )
    seen = row(sample_copy, "2026-10")
    assert (seen["standing"], seen["claims"][0]["status"]) == ("claimed, not credited yet", "confirmed")
    after = due(sample_copy)
    (one,) = [item for item in after.watched if item.id.endswith("2026-10") and "claim" in item.id]
    assert (one.kind, one.due, one.confirmed) == (Kind.CLAIM_ANSWER, date(2026, 12, 20), True)
    assert not [item for item in due_rows(after) if item["id"] == one.id]
    later = due(sample_copy, sample_copy.clock() + timedelta(days=29))
    assert [item["rung"] for item in due_rows(later) if item["id"] == one.id] == ["remind"]
    told = ask(sample_copy, "what credit are we due for October?", as_of=TODAY, keep=False)
    assert "£825.00 was claimed in time and stands on no invoice we have." in told.headline
    assert not orphans(told)


def test_a_day_that_cannot_be_is_refused_and_a_late_one_is_told_as_late(sample_copy):
    """Ahead, before the month began, after the last day."""
    case = sample_copy.case(REF, TODAY)
    with pytest.raises(InterpreterError, match="is ahead"):
        claim_sent(case, "2026-10", TODAY + timedelta(days=1))
    with pytest.raises(InterpreterError, match="had not begun"):
        claim_sent(case, "2026-10", date(2026, 9, 30))
    assert "That is late: the last day was 30 August 2026." in claim_sent(case, "2026-07", date(2026, 9, 1))
    assert row(sample_copy, "2026-07")["standing"] == "past the day to claim"
    with pytest.raises(InterpreterError, match="Say for which month"):
        month_of(sample_copy.case(REF, TODAY), date(2024, 1, 1))


def test_a_mail_that_may_be_the_october_claim_is_to_be_confirmed_before_the_day(sample_copy, tmp_path):
    """Nothing is lost by a misreading: the reminder stays, and names the mail."""
    mail(sample_copy, tmp_path, "We hereby claim the service credits for October 2026.")
    assert row(sample_copy, "2026-10")["standing"] == "claim now"
    (one,) = [item for item in due(sample_copy).watched if item.id == f"claim:{REF}:2026-10"]
    assert one.kind is Kind.CLAIM_WINDOW
    assert "Your email of 2 November 2026 reads as a claim" in one.why
    told = ask(sample_copy, "what credit are we due for October?", as_of=TODAY, keep=False)
    assert (
        "Confirm that your email claims it, or claim £825.00 for October 2026 in writing by 30 November 2026."
        in told.next_steps
    )


def test_a_claim_that_leaves_out_levels_is_told_both_ways(sample_copy, tmp_path):
    """The contract asks that the level is named; the claim names one of four."""
    mail(sample_copy, tmp_path, "We hereby claim the service credit for October 2026 for P1 First Response.")
    told = ask(sample_copy, "what credit are we due for October?", as_of=TODAY, keep=False).text
    assert "The claim does not name P1 resolution, P2 first response and availability of Site Network" in told.replace(
        "P2 first response, P1 resolution", "P1 resolution, P2 first response"
    )
    assert "where it does not, the claim is for the whole" in told


def test_a_claim_for_a_month_nobody_can_read_is_told_both_ways(sample_copy, tmp_path):
    """In time if it was for July; if not, July is lost."""
    mail(sample_copy, tmp_path, "We claim the service credit under clause 4.", day="Mon, 10 Aug 2026 09:00:00 +0100")
    told = ask(sample_copy, "credit owed for July 2026?", as_of=TODAY, keep=False)
    assert "Your email of 10 August 2026 claims a service credit, but for which month could not be read" in told.text
    assert "If it was for July 2026, it was in time" in told.text
    assert not orphans(told)


def test_a_claim_without_a_day_is_told_both_ways(sample_copy, tmp_path):
    """Pasted without its date: sent by the last day it was in time, later it was not."""
    mail(sample_copy, tmp_path, "We claim the service credit for July 2026.", day="")
    told = ask(sample_copy, "credit owed for July 2026?", as_of=TODAY, keep=False)
    assert "its day is not known: sent by 30 August 2026 it was in time, later it was not" in told.text
    assert not orphans(told)


def test_a_claim_taken_back_in_a_later_mail_is_none(sample_copy, tmp_path):
    """Our own withdrawal counts as our own claim does."""
    mail(sample_copy, tmp_path, "We withdraw our claim for the service credit for September 2026.")
    assert row(sample_copy)["claims"] == []


def test_the_commands_keep_confirm_deny_and_undo(sample_copy, monkeypatch):
    """`itbot claim --sent`, --confirm, --not-a-claim, --undo; and what is wrong is said in one sentence."""
    from typer.testing import CliRunner

    from bot.cli.app import app

    monkeypatch.setattr("bot.wiring.build", lambda *_a, **_k: sample_copy)
    run = CliRunner()
    told = run.invoke(app, ["claim", "--sent", "2026-11-20", "--json"])
    assert json.loads(told.stdout)["standing"] == "claimed, not credited yet"
    assert "Taken back" in run.invoke(app, ["claim", "2026-10", "--undo"]).stdout
    assert "Confirmed" in run.invoke(app, ["claim", "--month", "2026-09", "--confirm"]).stdout
    assert "no claim for" in run.invoke(app, ["claim", "2026-09", "--not-a-claim"]).stdout
    for wrong, words in (
        (["claim"], "Say for which month"),
        (["claim", "September"], "is no month"),
        (["claim", "2026-09", "--sent", "yesterday"], "is no day"),
        (["claim", "2026-09", "--sent", "2026-10-14", "--undo"], "one thing at a time"),
        (["claim", "2026-07"], "--sent DAY"),
    ):
        done = run.invoke(app, wrong)
        assert done.exit_code != 0
        assert words in str(done.exception)


def test_what_is_due_where_nothing_is_loaded_says_what_to_do(tmp_path, monkeypatch):
    """An empty folder is no clean bill: exit code 2, one sentence."""
    from typer.testing import CliRunner

    from bot.cli.app import app
    from bot.settings import Settings
    from bot.wiring import build

    empty = build(Settings(home=tmp_path / "home", _env_file=None))
    monkeypatch.setattr("bot.wiring.build", lambda *_a, **_k: empty)
    done = CliRunner().invoke(app, ["due"])
    assert isinstance(done.exception, InterpreterError)
    assert (
        str(done.exception)
        == "Nothing is loaded yet, so what is due cannot be told; add the contract first: itbot add CONTRACT.docx"
    )
