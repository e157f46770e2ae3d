"""Erased is erased: no word of it is left in the home, and no figure that rested on it is wrong in silence."""

import json
import shutil
import zipfile

import pytest
from typer.testing import CliRunner

from bot.answering.conversation import ask
from bot.cli.app import app
from bot.intake.adding import add
from bot.intake.given import Options
from bot.intake.sample import TODAY, sample_company
from bot.upkeep.forgetting import left
from bot.wiring import build
from store.facts.common import InterpreterError
from tests.bot.upkeep.small_contract import CONTRACT, TICKETS, at

ZQ = "MANAGED-SERVICE-AGREEMENT-ZQ-77"
OTHERS = "how did September go?"
QUESTION = "how did they do on P1 response in September?"
CANARY = "Zephyrine Quillfeather"
MAIL = """From: {name} <z.quillfeather@kestrel.example>
To: hanna@marl.example
Date: Mon, 7 Sep 2026 09:00:00 +0000
Message-ID: <zq1@kestrel.example>
Subject: Root cause

Dear Hanna, I will send you the root cause report by Friday, 11 September 2026.
Kind regards, {name}
"""


def told_by(home, words, contract):
    """An answer as JSON, by a process that is gone before anything is erased."""
    one = at(home)
    told = ask(one, words, contract=contract, keep=False).as_json()
    one.close()
    return told


def given(folder, name=CANARY):
    """Three files that name a person: a contract, an export and a mail."""
    folder.mkdir(exist_ok=True)
    for file, words in (("agreement.md", CONTRACT), ("tickets.csv", TICKETS), ("mail.eml", MAIL)):
        (folder / file).write_text(words.format(name=name), "utf-8")
    return [folder / "agreement.md", folder / "tickets.csv", folder / "mail.eml"]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """Two small contracts with tickets and mails, answers to both, and a search index."""
    folder = tmp_path_factory.mktemp("furnished")
    one = sample_company(home=folder / "home", index=False, company="dunnock")
    contract, tickets, mail = given(folder / "given")
    add(one, [contract], Options(accept=True, index=False))
    add(one, [tickets, mail], Options(accept=True, contract=ZQ, index=False))
    (other,) = [ref for ref in one.stores.contracts.refs() if ref != ZQ]
    ask(one, f"how quickly did they answer P1s in September? {CANARY} asks", contract=ZQ)
    ask(one, OTHERS, contract=other)
    one.library.reindex(one.stores.contracts.refs())
    one.database.close()
    return folder, other


@pytest.fixture
def home(furnished, tmp_path):
    """A copy of it that a test may change."""
    shutil.copytree(furnished[0] / "home", tmp_path / "home")
    shutil.copytree(furnished[0] / "given", tmp_path / "given")
    return tmp_path / "home"


@pytest.fixture
def other(furnished):
    """The contract that is not touched."""
    return furnished[1]


@pytest.fixture
def itbot(home, monkeypatch):
    """Run a command on that home."""
    monkeypatch.setenv("ITBOT_HOME", str(home))
    return lambda *arguments, **more: CliRunner().invoke(app, list(arguments), **more)


def found(home, *words):
    return left(home, home / "app.db", words)


def indexed(home):
    """The search index as its files hold it, unpacked."""
    read = b""
    for file in (home / "library").glob("*.npz"):
        with zipfile.ZipFile(file) as packed:
            read += b"".join(packed.read(name) for name in packed.namelist())
    return read.lower()


def test_the_words_are_there_before_they_are_erased(home):
    """Or the tests below would prove nothing."""
    assert "app.db" in found(home, CANARY)
    assert b"zephyrin" in indexed(home)


def test_a_person_is_found_nowhere_afterwards_and_the_figures_stay(home, itbot):
    """In the contract, its file, tickets, mails, answers and the search index; one of three was late before and after."""
    before = told_by(home, "how did they do on P1 response in September?", ZQ)
    told = json.loads(
        itbot(
            "forget",
            "person",
            CANARY,
            "--also",
            "z.quillfeather@kestrel.example",
            "--word",
            "Zephyrine",
            "--yes",
            "--json",
        ).stdout
    )
    assert told["erased"] is True
    assert told["still_found_in"] == []
    assert found(home, CANARY, "Quillfeather", "Zephyrine") == []
    assert b"zephyrin" not in indexed(home)
    after = told_by(home, "how did they do on P1 response in September?", ZQ)
    assert [(one["key"], one["value"], one["n"], one["of"]) for one in after["figures"]] == [
        (one["key"], one["value"], one["n"], one["of"]) for one in before["figures"]
    ]


def test_the_same_export_again_does_not_bring_a_person_back(home, itbot, tmp_path):
    """A ticket is known by what it said, covered or not."""
    itbot("forget", "person", CANARY, "--word", "Quillfeather", "--yes")
    add(at(home), [tmp_path / "given" / "tickets.csv"], Options(accept=True, contract=ZQ, index=False))
    assert found(home, CANARY) == []


def test_a_contract_is_found_nowhere_afterwards_and_the_other_is_untouched(home, itbot, other):
    """Its documents, numbers, mails, answers and vectors go; the other contract answers as before."""
    before = told_by(home, OTHERS, other)
    done = itbot("forget", "contract", ZQ, "--yes", "--json")
    assert (done.exit_code, json.loads(done.stdout)["still_found_in"]) == (0, [])
    assert found(home, CANARY, "ZQ-77", "Kestrel Cloud") == []
    assert b"zephyrin" not in indexed(home)
    now = at(home)
    assert now.stores.contracts.refs() == [other]
    after = ask(now, OTHERS, keep=False).as_json()
    assert [one["value"] for one in after["figures"]] == [one["value"] for one in before["figures"]]
    assert [one.question for one in now.answers.listed()] == [OTHERS]


def test_a_provider_is_all_its_contracts(home, itbot):
    """By its name, loosely."""
    told = json.loads(itbot("forget", "provider", "Kestrel", "--dry-run", "--json").stdout)
    assert (told["erased"], told["rows"]["tickets"]) == (False, 3)
    assert "known are" in str(itbot("forget", "provider", "Nobody").exception)


def test_a_dry_run_and_a_no_erase_nothing(home, itbot):
    """What would go is shown, and every byte of meaning stays."""
    shown = itbot("forget", "contract", ZQ, "--dry-run")
    assert "tickets" in shown.stdout
    refused = itbot("forget", "contract", ZQ, input="n\n")
    assert isinstance(refused.exception, InterpreterError)
    assert ZQ in at(home).stores.contracts.refs()
    assert "app.db" in found(home, CANARY)


def test_a_restore_of_an_older_backup_erases_again(home, itbot, tmp_path, monkeypatch):
    """The backup is told of it, so that even an empty home does not bring it back."""
    saved = tmp_path / "saved.zip"
    itbot("backup", str(saved))
    itbot("forget", "contract", ZQ, "--yes")
    told = json.loads(itbot("forget", "person", "Never Herehere", "--yes", "--json").stdout)
    assert told["backups_noted"] == [str(saved)]
    monkeypatch.setenv("ITBOT_HOME", str(tmp_path / "new"))
    done = json.loads(itbot("restore", str(saved), "--yes", "--json").stdout)
    assert done["erased_again"] == 2
    assert found(tmp_path / "new", CANARY, "ZQ-77", "Never Herehere") == []


def test_a_backup_out_of_reach_is_made_good_by_the_home_it_is_restored_into(home, itbot, tmp_path, other):
    """The home remembers what it erased since."""
    saved = tmp_path / "saved.zip"
    itbot("backup", str(saved))
    shutil.copy(saved, tmp_path / "elsewhere.zip")
    saved.unlink()
    told = json.loads(itbot("forget", "contract", ZQ, "--yes", "--json").stdout)
    assert told["backups_not_found"] == [str(saved)]
    itbot("restore", str(tmp_path / "elsewhere.zip"), "--yes")
    assert at(home).stores.contracts.refs() == [other]
    kept = home / next(one.name for one in home.iterdir() if one.name.startswith("before-restore"))
    shutil.rmtree(kept)
    assert found(home, CANARY) == []


def test_a_name_of_one_word_is_not_enough(itbot):
    """“Will” stands for much else."""
    assert "--word" in str(itbot("forget", "person", "Will").exception)


def test_every_table_says_what_becomes_of_it_when_a_contract_is_erased():
    """A new table hangs on a contract, or it stands here with the reason."""
    from store.erasure.contracts import of_a_contract
    from store.tables.schema import metadata

    free = {
        "contract", "answer", "turn", "outgoing", "incoming", "feedback", "place", "audit",  # each seen to by name
        "erasure", "use", "install", "own_term", "turn_to_post", "install_begun", "asks_for", "sign_of_life",  # hold nothing of one contract
    }  # fmt: skip
    assert {table.name for table in metadata.sorted_tables if of_a_contract(table, 1) is None} == free


def test_what_is_too_old_goes_once_a_day(sample_copy):
    """Answers, threads and mails by their own days; a promise outlives its mail; figures on mails say what is missing."""
    from datetime import timedelta

    from bot.upkeep.retention import tidied

    old = ask(sample_copy, QUESTION)
    settings = sample_copy.settings.model_copy(update={"keep_answers_days": 30, "keep_mails_days": 60})
    late = build(settings, clock=lambda: TODAY + timedelta(days=31))
    fresh = ask(late, QUESTION)
    promises = len(late.stores.promises.listed("BRC-2024-117"))
    assert tidied(late, late.clock()) > 0
    assert [one.id for one in late.answers.listed()] == [fresh.id]
    assert old.id != fresh.id
    assert {
        one.mail.sent.date() >= (late.clock() - timedelta(days=60)).date()
        for one in late.stores.mails.listed("BRC-2024-117")
    } == {True}
    assert len(late.stores.promises.listed("BRC-2024-117")) == promises
    assert tidied(late, late.clock()) == 0, "once a day"
    assert (
        "Mails sent before"
        in ask(late, "what did they promise in their last email?", keep=False).text
        + ask(late, "which promises did they keep this year?", keep=False).text
    )
