"""A file taken out again: as if it had never been added."""

import json
import time

import pytest
from typer.testing import CliRunner

from bot.answering.conversation import ask
from bot.cli.app import app
from bot.intake.adding import add
from bot.intake.given import Options
from bot.intake.sample import sample_folder
from bot.settings import Settings
from bot.wiring import build
from tests.bot.upkeep.small_contract import CONTRACT, TICKETS, at


def state(home, ref):
    """Everything a contract says now, without numbers of rows."""
    stores = at(home).stores
    return (
        [(c.key, c.text, str(c.effective_from), str(c.effective_to)) for c in stores.contracts.clauses(ref, every_version=True)],
        [(d.term, d.meaning, str(d.effective_to)) for d in stores.contracts.definitions(ref)],
        sorted((t.kind, repr(t.fields), t.clause, t.status.value, str(t.effective_from), str(t.effective_to)) for t in stores.terms.listed(ref)),
    )  # fmt: skip


def answered(home, *questions):
    one = at(home)
    return [[(f.key, f.value, f.n, f.of) for f in ask(one, words, keep=False).figures] for words in questions]


QUESTIONS = (
    "how did they do on P1 response in September?", "how did June go?", "what credit are we due for October?",
    "how long do they have to answer a P2?", "which P2s were late in Q3?",
)  # fmt: skip


@pytest.fixture
def unindexed(monkeypatch):
    """The search index is not the subject here."""
    monkeypatch.setattr("bot.upkeep.forgetting._index", lambda _interpreter, _progress: None)


def made(home, *names):
    """A home into which only these files of the sample company were added."""
    add(at(home), [sample_folder() / name for name in names], Options(accept=True, index=False))
    return home


def test_an_amendment_taken_out_is_as_if_it_had_never_come(tmp_path, monkeypatch, unindexed):
    """What it ended goes on, what it put into doubt is certain again."""
    files = ("contract.docx", "tickets.csv")
    without, home = made(tmp_path / "without", *files), made(tmp_path / "with", *files, "amendment-1.docx")
    assert state(home, "BRC-2024-117") != state(without, "BRC-2024-117")
    monkeypatch.setenv("ITBOT_HOME", str(home))
    done = CliRunner().invoke(app, ["forget", "file", "amendment-1.docx", "--yes"])
    assert done.exit_code == 0, done.output
    assert state(home, "BRC-2024-117") == state(without, "BRC-2024-117")
    assert answered(home, *QUESTIONS) == answered(without, *QUESTIONS)


def test_a_history_taken_out_leaves_the_tickets_as_their_export_told_them(tmp_path, monkeypatch, unindexed):
    """And each is judged by that again."""
    files = ("contract.docx", "tickets.csv")
    without, home = made(tmp_path / "without", *files), made(tmp_path / "with", *files, "ticket-history.csv")
    assert answered(home, *QUESTIONS) != answered(without, *QUESTIONS)
    monkeypatch.setenv("ITBOT_HOME", str(home))
    assert CliRunner().invoke(app, ["forget", "file", "ticket-history.csv", "--yes"]).exit_code == 0
    assert answered(home, *QUESTIONS) == answered(without, *QUESTIONS)


def test_tickets_taken_out_leave_nothing_that_is_counted(tmp_path, monkeypatch, unindexed):
    """A month whose tickets went is not a month without tickets."""
    home = made(tmp_path / "home", "contract.docx", "tickets.csv")
    monkeypatch.setenv("ITBOT_HOME", str(home))
    assert CliRunner().invoke(app, ["forget", "file", "tickets.csv", "--yes"]).exit_code == 0
    told = ask(at(home), QUESTIONS[0], keep=False)
    assert (told.state, [one for one in told.figures if one.role == "actual"]) == ("unknown", [])


def test_two_exports_that_told_the_same_tickets_go_together(tmp_path, monkeypatch, unindexed):
    """Half of them would make a figure wrong in silence; the command says which to add again."""
    lines = TICKETS.format(name="Ann Other").splitlines()
    (tmp_path / "first.csv").write_text("\n".join(lines[:3]) + "\n")
    (tmp_path / "second.csv").write_text("\n".join([lines[0], lines[2].replace("11:10", "09:20"), lines[3]]) + "\n")
    (tmp_path / "agreement.md").write_text(CONTRACT.format(name="Ann Other"))
    home = tmp_path / "home"
    for file in ("agreement.md", "first.csv", "second.csv"):
        add(at(home), [tmp_path / file], Options(accept=True, index=False))
    monkeypatch.setenv("ITBOT_HOME", str(home))
    told = json.loads(CliRunner().invoke(app, ["forget", "file", "second.csv", "--yes", "--json"]).stdout)
    assert told["rows"]["tickets"] == 3
    assert told["notes"] == ["first.csv told some of the same and goes too; add again what is to stay."]
    add(at(home), [tmp_path / "first.csv"], Options(accept=True, index=False))
    (figure,) = [one for one in ask(at(home), QUESTIONS[0], keep=False).figures if one.role == "actual"][:1]
    assert (figure.n, figure.of) == (1, 2)


def test_a_table_taken_out_takes_its_months_with_it(tmp_path, monkeypatch, unindexed):
    """And the same file can be added again."""
    home = made(tmp_path / "home", "contract.docx", "headcount.csv", "invoices.csv")
    monkeypatch.setenv("ITBOT_HOME", str(home))
    assert CliRunner().invoke(app, ["forget", "file", "headcount.csv", "--yes"]).exit_code == 0
    stores = at(home).stores
    assert not stores.happenings.coverage("BRC-2024-117", "headcount").months
    assert stores.happenings.coverage("BRC-2024-117", "invoices").months
    (again,) = add(at(home), [sample_folder() / "headcount.csv"], Options(accept=True, index=False))
    assert again.state == "added"


def test_a_document_that_others_rest_on_is_not_taken_out_alone(tmp_path, monkeypatch, unindexed):
    """The sentence says what to do."""
    home = made(tmp_path / "home", "contract.docx", "amendment-1.docx")
    monkeypatch.setenv("ITBOT_HOME", str(home))
    refused = CliRunner().invoke(app, ["forget", "file", "contract.docx", "--yes"])
    assert "amendment-1.docx came after" in str(refused.exception)


def test_a_figure_that_may_rest_on_what_was_taken_out_says_so_until_it_is_added_again(tmp_path, monkeypatch, unindexed):
    """An invoice file taken out must not make a credit look unpaid in silence."""
    home = made(tmp_path / "home", "contract.docx", "tickets.csv", "invoices.csv")
    monkeypatch.setenv("ITBOT_HOME", str(home))
    assert CliRunner().invoke(app, ["forget", "file", "invoices.csv", "--yes"]).exit_code == 0
    told = ask(at(home), QUESTIONS[2], keep=False)
    assert "A file of invoices was erased" in told.text
    assert told.unknowns[-1].why == "erased"
    time.sleep(1.1)  # instants are kept in whole seconds; within one of them it counts as still missing
    later = build(Settings(home=home, _env_file=None))
    add(later, [sample_folder() / "invoices.csv"], Options(accept=True, index=False))
    assert "erased" not in ask(at(home), QUESTIONS[2], keep=False).text
