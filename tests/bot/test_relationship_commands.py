"""Registers, plans, scope, health, effort, options and charts by command, as scripts rely on them."""

import json

import pytest
from typer.testing import CliRunner

from bot.cli.app import app


@pytest.fixture
def itbot(sample_copy, monkeypatch):
    """Run a command on a copy of the sample company."""
    monkeypatch.setenv("ITBOT_HOME", str(sample_copy.settings.home))

    def run(*arguments):
        return CliRunner().invoke(app, list(arguments), catch_exceptions=True)

    return run


@pytest.fixture
def looking(sample, monkeypatch):
    """Run a command that changes nothing on the sample company itself."""
    monkeypatch.setenv("ITBOT_HOME", str(sample.settings.home))
    return lambda *arguments: CliRunner().invoke(app, list(arguments), catch_exceptions=True)


def document(result):
    return json.loads(result.stdout)


def test_a_note_is_kept_changed_closed_and_taken_back(itbot):
    """Each step shows in the register; a dry run does not."""
    number = document(itbot("note", "weakness", "Server room door", "--due", "2027-03-31", "--json"))["line"]["id"]
    assert itbot("note", "risk", "Only a try", "--dry-run").exit_code == 0
    (line,) = document(itbot("register", "deferred", "--json"))["lines"]
    assert (line["id"], line["what"], line["due"], line["open"]) == (number, "Server room door", "2027-03-31", True)
    closed = document(itbot("note", "--close", number, "--json"))["line"]
    assert (closed["state"], closed["open"]) == ("done", False)
    assert document(itbot("note", "--undo", closed["id"], "--json"))["line"]["state"] is None


def test_the_register_lists_what_is_open_and_all_on_request(looking):
    """Imported lines stand beside those kept by hand, each with its source."""
    open_lines, every = (document(looking("register", *more, "--json"))["lines"] for more in ((), ("--all",)))
    assert 0 < len(open_lines) < len(every)
    assert {"reviews.csv:2", "advice.csv:2"} <= {line["source"] for line in every}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("note", "gossip", "x"), "no register called gossip"), (("note", "advice"), "Say what to note"),
        (("note", "--edit", "i1"), "Say what to change"), (("note", "update", "soon"), "needs its time"),
        (("note", "advice", "x", "--on", "the other day"), "no day we can read"), (("register", "gossip"), "no register"),
        (("note", "--undo", "99"), "There is no line 99"), (("plan", "undo", "9"), "no plan 9"),
        (("plan", "add", "be nicer", "-y"), "no day"), (("chart", "pie"), "no chart called pie"),
        (("chart", "credits", "-o", "x.gif"), "ends in .png"), (("options", "--change", "-3"), "between 0 and 100"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_one_sentence(looking, arguments, why):
    """What is wrong and what to do, never a traceback."""
    told = looking(*arguments)
    assert why in str(told.exception)


def test_a_plan_is_echoed_before_it_is_kept(itbot):
    """The reading is shown; a no keeps nothing, a yes keeps it, and a broken plan has exit code 1."""
    words = ("plan", "add", "P1 response at least 95 % by 31 October 2026", "--if-not", "we give notice")
    asked = CliRunner().invoke(app, list(words), input="n\n")
    assert "judged by the whole of 2026-10" in " ".join(asked.stdout.split())
    assert document(itbot("plan", "--json"))["plans"] == []
    assert document(itbot(*words, "--json"))["plan"]["state"] == "not_kept"
    listed = itbot("plan", "--json")
    assert (listed.exit_code, document(listed)["plans"][0]["rule"]) == (1, "we give notice")


def test_scope_health_effort_and_options_print_their_documents(looking):
    """Names that scripts rely on, with sources."""
    scope, health = document(looking("scope", "--json")), document(looking("health", "--json"))
    assert sum(scope["counts"].values()) == len(scope["activities"])
    assert {"id", "activity", "group", "stand", "document", "clause", "page", "quote"} == set(scope["activities"][0])
    assert [mark["key"] for mark in health["marks"]][:2] == ["owns_mistakes", "forward_thinking"]
    effort = looking("effort", "--json")
    assert (effort.exit_code, document(effort)["verdict"], len(document(effort)["signs"])) == (1, "yes", 5)
    options = document(looking("options", "--json"))
    assert (options["notice_by"], len(options["months"])) == ("2027-08-02", 12)
    assert all(source.startswith("invoices.csv:") for source in options["sources"])


@pytest.mark.parametrize(
    "command", [("scope",), ("health",), ("effort",), ("options",), ("register",), ("plan",), ("chart", "evidence")]
)
def test_each_is_readable_without_json(looking, command):
    """A person gets a table or a picture of blocks."""
    assert len(looking(*command).stdout.split()) > 8


def test_a_chart_is_written_as_a_picture(looking, tmp_path):
    """The file is a PNG, and the words come with it."""
    told = document(looking("chart", "break-fix", "-o", str(tmp_path / "faults.png"), "--json"))
    assert (tmp_path / "faults.png").read_bytes().startswith(b"\x89PNG")
    assert "risen above months 7 to 12" in told["alt"]
