"""Who asked and saw what is on record in a chain; secrets and the words of documents are in no log."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answering.conversation import ask
from bot.cli.app import app
from bot.settings import Settings
from bot.upkeep import recording
from bot.upkeep.logs import HIDDEN, Plain, Structured, veil
from store.audit import Audit
from store.erasure.contracts import erase_contract
from store.erasure.record import Erasures

QUESTION = "how did they do on P1 response in September?"


@pytest.fixture
def asked(sample_copy):
    """Two questions on record."""
    for who in ("T1/U1", "T1/U2"):
        recording.asked(sample_copy, ask(sample_copy, QUESTION), who, "T1/C1")
    return sample_copy


def changed(interpreter, statement):
    with interpreter.database.write() as session:
        session.connection().exec_driver_sql(statement)


def test_a_line_says_who_asked_where_about_which_contract_and_what_they_were_given(asked):
    """The question itself is a sum, unless the setting asks for its words."""
    line = Audit(asked.database).listed()[0]
    assert line.act == "asked"
    assert line.details["who"] == "T1/U2"
    assert (line.details["place"], line.details["contract"], line.details["answer"]) == ("T1/C1", "BRC-2024-117", "a-2")
    assert "September" not in json.dumps(line.details)
    spoken = asked.settings.model_copy(update={"audit": "text"})
    asked.settings = spoken
    recording.asked(asked, ask(asked, QUESTION), "T1/U1", "T1/C1")
    assert Audit(asked.database).listed()[0].details["question"] == QUESTION


def test_what_people_do_to_the_facts_is_on_record_too(sample_copy, monkeypatch, tmp_path):
    """Documents, terms, packs, backups: what was done, by whom, about which contract, and never a file's name."""
    monkeypatch.setenv("ITBOT_HOME", str(sample_copy.settings.home))
    people = tmp_path / "people-of-priya.csv"
    people.write_text("month,people\n2026-11,126\n")
    term = next(one for one in sample_copy.stores.terms.listed("BRC-2024-117") if one.kind == "service_level")
    for words in (
        ["add", str(people), "--kind", "headcount", "--yes"],
        ["confirm", str(term.id)],
        ["correct", str(term.id), "target_pct=94"],
        ["review", "--month", "2026-09", "-o", str(tmp_path / "pack.md")],
        ["backup", str(tmp_path / "saved.zip")],
        ["restore", str(tmp_path / "saved.zip"), "--yes", "--no-index"],
    ):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.output
    lines = json.loads(CliRunner().invoke(app, ["log", "--audit", "--json"]).stdout)["lines"]
    told = {line["act"]: line["details"] for line in lines}
    assert {"added", "confirmed", "corrected", "review pack", "restored"} <= set(told), told
    assert (told["added"]["contract"], told["added"]["kind"]) == ("BRC-2024-117", "headcount")
    assert (told["confirmed"]["terms"], told["corrected"]["terms"]) == (str(term.id), str(term.id))
    assert told["review pack"]["month"] == "2026-09"
    assert all(details["who"].startswith("command line") for details in told.values())
    assert "priya" not in json.dumps(lines)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET details = '{}' WHERE id = 1",
        "UPDATE audit SET act = 'viewed' WHERE id = 1",
        "UPDATE audit SET at = at + 1 WHERE id = 1",
        "DELETE FROM audit WHERE id = 1",
    ],
)
def test_a_line_changed_or_left_out_breaks_the_chain(asked, statement, monkeypatch):
    """And the command says from where on, with exit code 1."""
    assert Audit(asked.database).chain().broken is None
    changed(asked, statement)
    assert Audit(asked.database).chain().broken in {1, 2}
    monkeypatch.setenv("ITBOT_HOME", str(asked.settings.home))
    assert CliRunner().invoke(app, ["log", "--audit"]).exit_code == 1


def test_details_that_were_erased_leave_the_chain_whole(asked):
    """The line stays: somebody asked something then."""
    Erasures(asked.database).do(lambda session: [erase_contract(session, "BRC-2024-117")], "test")
    record = Audit(asked.database)
    assert (record.chain().broken, {line.details for line in record.listed()}) == (None, {None})


def test_the_export_ends_with_the_sum_that_shows_a_cut(asked, monkeypatch):
    """Whoever keeps the last sum elsewhere sees when lines were cut off."""
    monkeypatch.setenv("ITBOT_HOME", str(asked.settings.home))
    told = json.loads(CliRunner().invoke(app, ["log", "--audit", "--json"]).stdout)
    assert (told["count"], told["last_sum"], told["broken_at"]) == (2, told["lines"][-1]["sum"], None)


CANARIES = {
    "SLACK_BOT_TOKEN": "xoxb-canary-bot-1", "SLACK_APP_TOKEN": "xapp-canary-app-2", "SLACK_SIGNING_SECRET": "canarysigning3",
    "OPENAI_API_KEY": "sk-canary-openai-4", "ITBOT_MODEL_KEY": "canarymodelkey5", "ITBOT_IMAP_URL": "imaps://me:canaryimap6@127.0.0.1:9/INBOX",
}  # fmt: skip
SECRETS = ("canary-bot", "canary-app", "canarysigning", "canary-openai", "canarymodel", "canaryimap", "canarydb")


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (["serve"], {"SLACK_API_URL": "http://127.0.0.1:9/api/"}),
        (["doctor"], {"ITBOT_MODEL": "openai:x", "ITBOT_MODEL_BASE_URL": "http://127.0.0.1:9/v1"}),
        (["mailbox"], {}),
        (["mailbox"], {"ITBOT_IMAP_URL": "nonsense://me:canaryimap6@"}),
        (["ask", "x"], {"ITBOT_DATABASE_URL": "postgresql+psycopg://me:canarydb7@127.0.0.1:9/none"}),
        (["ask", "x"], {"ITBOT_DATABASE_URL": "postgres://me:canarydb7@127.0.0.1:9/none"}),
        (["backup", "x.zip"], {"ITBOT_DATABASE_URL": "nonsense:canarydb7"}),
        (["serve"], {"ITBOT_PORT": "canarydb7"}),
        (["ask", "x"], {"ITBOT_HOME": "/proc/none"}),
    ],
)
def test_no_secret_is_in_anything_that_is_written_when_things_go_wrong(arguments, more, tmp_path):
    """Tokens, keys and passwords, through the ends of commands and the log of failures; and no traceback."""
    surroundings = {"PATH": "/usr/bin:/bin", "ITBOT_HOME": str(tmp_path / "home"), **CANARIES, **more}
    done = subprocess.run(
        [Path(sys.executable).with_name("itbot"), *arguments],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120,
        env=surroundings | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    written = done.stdout + done.stderr
    for file in tmp_path.rglob("*"):
        if file.is_file() and not file.name.endswith((".onnx", ".table", ".npy")):
            written += file.read_bytes().decode("utf-8", "replace")
    assert [one for one in SECRETS if one in written] == []
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 1, 2, 3}


def record(message, error):
    with pytest.raises(type(error)) as caught:
        raise error
    info = (caught.type, caught.value, caught.tb)
    return logging.LogRecord("itbot.slack", logging.ERROR, "", 1, message, (), info)


def test_an_error_in_the_log_says_its_kind_and_place_and_never_its_words(tmp_path):
    """A message may quote what was being read; the log must not."""
    covered = veil(Settings(home=tmp_path, _env_file=None, slack_signing_secret="canarysigning3"))
    told = record("reference 0a1b2c3d: canarysigning3", ValueError("clause 3.1: confidential words"))
    for form in (Plain(covered), Structured(covered)):
        line = form.format(told)
        assert "confidential" not in line
        assert "canarysigning3" not in line
        assert "ValueError" in line
    document = json.loads(Structured(covered).format(told))
    assert (document["reference"], document["level"], document["error"]) == ("0a1b2c3d", "error", "ValueError")
    assert "test_record_and_logs.py" in document["where"]


@pytest.mark.parametrize(
    "secret", ["xoxb-12-ab", "xapp-1-A1-b", "sk-abcdefgh1", "Bearer abc.def", "postgresql://me:pass%40@host/x"]
)
def test_what_looks_like_a_secret_is_covered_wherever_it_came_from(secret):
    """A token of another workspace is in no settings."""
    shown = veil().over(f"refused: {secret} was sent")
    assert HIDDEN in shown
    assert not any(part in shown for part in ("12-ab", "A1-b", "abcdefgh1", "abc.def", "pass%40"))
