"""The commands as scripts rely on them: names in the JSON, exit codes, one plain sentence for a wrong call."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.intake.sample import sample_folder

MONTH = "2026-10"


@pytest.fixture
def itbot(sample_copy, monkeypatch):
    """Run a command on a copy of the sample company."""
    monkeypatch.setenv("ITBOT_HOME", str(sample_copy.settings.home))

    def run(*arguments):
        return CliRunner().invoke(app, list(arguments), catch_exceptions=True)

    return run


def document(result):
    return json.loads(result.stdout)


def test_sla_prints_every_level_and_says_by_its_exit_code_that_one_was_missed(itbot):
    """1 means: done, and the answer is no."""
    result = itbot("sla", "--month", MONTH, "--json")
    assert result.exit_code == 1
    told = document(result)
    assert told["month"] == MONTH
    p1 = next(row for row in told["levels"] if (row["key"], row["priority"]) == ("response_attainment", "P1"))
    assert (p1["actual"], p1["n"], p1["of"], p1["result"]) == ("71.43", 5, 7, "missed")
    assert p1["version_from"] == "2026-03-01"
    assert p1["claimed_by_provider"] == "100.00"
    assert len(p1["missed_tickets"]) == 2
    assert {
        "contract", "key", "priority", "service", "target", "actual", "unit", "n", "of", "result", "why",
        "low_volume_rule", "interval", "clause", "version_from", "claimed_by_provider", "missed_tickets", "excluded", "as_of",
    } <= set(p1)  # fmt: skip


def test_credits_prints_each_step_and_the_claim(itbot):
    """Owed, paid, short, steps with clauses, the day to claim by."""
    (month,) = document(itbot("credits", "--month", "2026-09", "--json"))["months"]
    assert (month["owed"], month["credited"], month["short"]) == ("818.40", "409.20", "409.20")
    assert month["claim_by"] == "2026-10-30"
    assert month["automatic"] is False
    assert all(set(step) == {"what", "value", "unit", "clause"} for step in month["steps"])


def test_scorecard_prints_three_numbers_their_coverage_and_what_went_well(itbot):
    """Proved, known-only, best case; every part with its items."""
    card = document(itbot("scorecard", "--month", MONTH, "--json"))
    assert float(card["proved"]) <= float(card["known_only"]) <= 100
    assert float(card["proved"]) <= float(card["best_case"]) <= 100
    assert len(card["dimensions"]) == 8
    assert card["went_well"]
    assert card["verdict"] == "no"


def test_terms_are_listed_confirmed_and_corrected_with_the_old_reading_kept(itbot):
    """A person settles a term; the correction stands, confirmed."""
    term = next(row for row in document(itbot("terms", "--json"))["terms"] if row["fields"].get("cap_pct"))
    assert term["quote"]
    assert document(itbot("confirm", str(term["id"]), "--json"))["confirmed"] == [term["id"]]
    changed = document(itbot("correct", str(term["id"]), "cap_pct=12", "--json"))
    assert (changed["fields"]["cap_pct"], changed["status"]) == ("12", "confirmed")


def test_the_same_file_again_changes_nothing(itbot):
    """Adding is idempotent, for words, tickets and tables alike."""
    folder = sample_folder()
    files = [str(folder / name) for name in ("contract.docx", "tickets.csv", "ticket-history.csv", "invoices.csv")]
    told = document(itbot("add", *files, "--json"))
    assert [row["state"] for row in told["files"]] == ["unchanged"] * 4


def test_rejected_rows_are_listed_with_their_number_and_reason(itbot):
    """1 means: done, and something was rejected."""
    result = itbot("add", str(sample_folder() / "tickets.csv"), "--json")
    assert result.exit_code == 1
    (row,) = document(result)["files"]
    assert row["rejects"][0] == "tickets.csv:360: The row does not say when the ticket was opened."


def test_a_receipt_is_listed_shown_and_run_again(itbot):
    """The same answer again, and what it rests on."""
    answer = document(itbot("ask", "what credit are we due for October?", "--as-of", "2026-11-23", "--json"))
    assert document(itbot("log", "--json"))["answers"][0]["id"] == answer["id"]
    again = itbot("log", answer["id"], "--replay", "--json")
    assert (again.exit_code, document(again)["same"]) == (0, True)


def test_an_empty_table_of_each_kind_can_be_printed(itbot):
    """So that a person knows what to fill in."""
    assert itbot("add", "--template", "headcount").stdout.lower().startswith("date,users,devices,sites")


def run(*arguments, home):
    return subprocess.run(
        [Path(sys.executable).with_name("itbot"), *arguments],
        capture_output=True, text=True, check=False, env={"ITBOT_HOME": str(home), "PATH": "/usr/bin"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "missing.csv"), "there is no such file"),
        (("sla",), "no contract here yet"),
        (("ask", "how are we doing?", "--contract", "NONE"), "names no contract here"),
        (("log", "a-99"), "There is no answer a-99"),
        (("confirm",), "Say which terms to confirm"),
    ],
)
def test_a_wrong_call_gets_one_plain_sentence_and_exit_code_two(tmp_path, arguments, says):
    """Never a traceback, never a half-done thing."""
    done = run(*arguments, home=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.pdf", b"", "empty"),
        ("scan.pdf", b"%PDF-1.4\n", "scan.pdf"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.docx"),
        ("what.xyz", b"hello", "not a kind we read"),
        ("list.csv", b"colour,taste\nred,sweet\n", "not one we recognise"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, name, content, says):
    """One sentence naming the file; nothing is kept of it."""
    (tmp_path / name).write_bytes(content)
    done = run("add", str(tmp_path / name), home=tmp_path / "home")
    assert done.returncode == 2
    assert says in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_one_bad_file_among_several_stops_none_of_the_others(itbot, tmp_path):
    """The rest is kept, and the bad one is named with its reason."""
    (tmp_path / "empty.pdf").write_bytes(b"")
    result = itbot("add", str(tmp_path / "empty.pdf"), str(sample_folder() / "headcount.csv"), "--json")
    told = document(result)["files"]
    assert result.exit_code == 2
    assert [row["state"] for row in told] == ["failed", "unchanged"]
    assert "empty.pdf" in told[0]["says"]


def test_a_list_of_tickets_in_words_of_its_own_is_taken_in_by_a_mapping(tmp_path):
    """A file is begun for the person, and the shortest mapping names two columns."""
    home, jobs, mapping = tmp_path / "home", tmp_path / "jobs.csv", tmp_path / "map.json"
    jobs.write_text("Job ref;Rang us;How bad\nJ1;13.05.2026 09:00;A\nJ2;14.05.2026 10:00;B\n")
    asked = run("add", str(jobs), "--provider", "Pebble IT", home=home)
    assert asked.returncode == 2
    assert "not known: Job ref, Rang us, How bad" in asked.stderr
    (begun,) = (home / "mappings").glob("*.json")
    assert str(begun) in asked.stderr
    assert json.loads(begun.read_text())["columns"]["id"] == ""
    mapping.write_text('{"id": "Job ref", "opened": "Rang us"}')
    done = run("add", str(jobs), "--mapping", str(mapping), "--provider", "Pebble IT", "--yes", "--json", home=home)
    assert json.loads(done.stdout)["files"][0]["counts"]["new"] == 2
    mapping.write_text('{"columns": {"number": "Job ref"}}')
    wrong = run("add", str(jobs), "--mapping", str(mapping), "--provider", "Pebble IT", home=home)
    assert "a field is one of id, opened" in wrong.stderr
