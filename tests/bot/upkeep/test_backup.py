"""A backup is whole or it is not there; a restore gives the same answers, or changes nothing."""

import json
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answering.conversation import ask
from bot.cli.app import app
from bot.intake.sample import TODAY
from bot.settings import Settings
from bot.upkeep.backup import back_up
from bot.wiring import build
from store.conversations import Conversations
from store.facts.common import InterpreterError
from store.schema import HEAD

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUESTIONS = Path(__file__).parents[3] / "demo" / "marrowdale" / "questions.jsonl"


@pytest.fixture
def itbot(monkeypatch):
    """Run a command on a home."""

    def run(home, *arguments, **more):
        monkeypatch.setenv("ITBOT_HOME", str(home))
        return CliRunner().invoke(app, list(arguments), **more)

    return run


def answers(home):
    """What a sample of the question set is answered, as JSON, without what passes (time and number)."""
    interpreter = build(Settings(home=home, _env_file=None), clock=lambda: TODAY)
    lines = QUESTIONS.read_text("utf-8").splitlines()[::9]
    told = [ask(interpreter, json.loads(line)["question"], keep=False).as_json() for line in lines]
    interpreter.database.close()
    return [{name: value for name, value in one.items() if name != "took_ms"} for one in told]


def test_the_same_answers_come_out_of_a_restored_home(sample_copy, itbot, tmp_path):
    """Byte for byte, over the question set, in a home that was empty before."""
    home, saved = sample_copy.settings.home, tmp_path / "saved.zip"
    (home / "mappings").mkdir()
    (home / "mappings" / "known.json").write_text('{"columns": {}}')
    assert itbot(home, "backup", str(saved)).exit_code == 0
    assert itbot(tmp_path / "new", "restore", str(saved), "--yes", "--no-index").exit_code == 0
    assert json.dumps(answers(home)) == json.dumps(answers(tmp_path / "new"))
    assert (tmp_path / "new" / "mappings" / "known.json").read_text() == '{"columns": {}}'


def test_a_backup_is_of_one_moment_however_busy_the_home_is(sample_copy, tmp_path):
    """Pairs written together are found together: never one without the other."""
    kept, stop = Conversations.on(sample_copy.database), threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            with sample_copy.database.write() as session:
                for place in ("first", "second"):
                    session.connection().exec_driver_sql(
                        "INSERT INTO own_term (name, term, meaning, added_at) VALUES (?, '', '', 0)",
                        (f"{place} {number}",),
                    )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            made = back_up(sample_copy.settings, tmp_path / f"{number}.zip", NOW)
            assert made.rows["app.db"]["own_term"] % 2 == 0
    finally:
        stop.set()
        writer.join()
    assert kept.inbox.states() == []


def test_the_manifest_says_what_is_in_it_and_the_key_of_the_tokens_is_not(sample_copy, itbot, tmp_path):
    """A thief of a backup must not have the tokens with the key that opens them."""
    home = sample_copy.settings.home
    (home / "slack.key").write_bytes(b"canary-of-the-key")
    told = json.loads(itbot(home, "backup", str(tmp_path / "saved.zip"), "--json").stdout)
    assert (told["database"], told["parts"][0]["name"], told["rows"]["app.db"]["contract"]) == ("sqlite", "app.db", 1)
    assert "slack.key" in told["left_out"]
    with zipfile.ZipFile(tmp_path / "saved.zip") as bundle:
        assert all(b"canary-of-the-key" not in bundle.read(name) for name in bundle.namelist())
    assert (tmp_path / "saved.zip").stat().st_mode & 0o077 == 0, "for its owner only"


def test_deleted_words_are_not_in_a_backup(sample_copy, tmp_path):
    """A copy holds the rows that are there, not the pages that once held others."""
    with sample_copy.database.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO own_term (name, term, meaning, added_at) VALUES ('x', 'x', 'canary-word-deleted', 0)"
        )
    with sample_copy.database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM own_term")
    back_up(sample_copy.settings, tmp_path / "saved.zip", NOW)
    with zipfile.ZipFile(tmp_path / "saved.zip") as bundle:
        assert b"canary-word-deleted" not in bundle.read("app.db")


def test_what_was_there_is_kept_beside_the_restored_home(sample_copy, itbot, tmp_path):
    """And the command says where."""
    home, saved = sample_copy.settings.home, tmp_path / "saved.zip"
    itbot(home, "backup", str(saved))
    sample_copy.answers.keep({"headline": "later"}, question="asked after the backup")
    told = json.loads(itbot(home, "restore", str(saved), "--yes", "--json", "--no-index").stdout)
    with closing(sqlite3.connect(Path(told["kept_beside"]) / "app.db")) as before:
        assert before.execute("SELECT question FROM answer").fetchall() == [("asked after the backup",)]
    with closing(sqlite3.connect(home / "app.db")) as after:
        assert after.execute("SELECT count(*) FROM answer").fetchone() == (0,)


def test_nothing_is_restored_unasked(sample_copy, itbot, tmp_path):
    """A no leaves everything as it was."""
    home, saved = sample_copy.settings.home, tmp_path / "saved.zip"
    itbot(home, "backup", str(saved))
    before = (home / "app.db").stat().st_mtime_ns
    refused = itbot(home, "restore", str(saved), input="n\n")
    assert isinstance(refused.exception, InterpreterError)
    assert itbot(home, "restore", str(saved), "--dry-run").exit_code == 0
    assert (home / "app.db").stat().st_mtime_ns == before
    assert not list(home.glob("before-restore-*"))


def edited(saved, target, change):
    """A backup with its manifest or a part changed."""
    with zipfile.ZipFile(saved) as bundle, zipfile.ZipFile(target, "w") as other:
        for name in bundle.namelist():
            other.writestr(name, change(name, bundle.read(name)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda name, part: part.replace(HEAD.encode(), b"9999") if name == "manifest.json" else part, "newer version"),
        (lambda name, part: part.replace(b'"format": 1', b'"format": 2'), "newer version"),
        (lambda name, part: part[:-1] + b"?" if name == "app.db" else part, "is damaged"),
        (lambda name, part: part.replace(b'"name": "app.db"', b'"name": "../../app.db"'), "outside a home"),
        (lambda name, part: b"{}" if name == "manifest.json" else part, "no backup of this product"),
        (lambda name, part: part.replace(b'"database": "sqlite"', b'"database": "postgresql"'), "ITBOT_DATABASE_URL"),
    ],
)  # fmt: skip
def test_a_backup_that_does_not_fit_changes_nothing(sample_copy, itbot, tmp_path, change, says):
    """One sentence says why."""
    home, saved = sample_copy.settings.home, tmp_path / "saved.zip"
    itbot(home, "backup", str(saved))
    edited(saved, tmp_path / "edited.zip", change)
    refused = itbot(home, "restore", str(tmp_path / "edited.zip"), "--yes")
    assert isinstance(refused.exception, InterpreterError)
    assert says in str(refused.exception)
    assert not list(home.glob("before-restore-*"))


def test_a_backup_cut_short_is_told_from_a_whole_one(sample_copy, itbot, tmp_path):
    """`--check` reads every part again."""
    home, saved = sample_copy.settings.home, tmp_path / "saved.zip"
    itbot(home, "backup", str(saved))
    assert itbot(home, "backup", "--check", str(saved)).exit_code == 0
    (tmp_path / "cut.zip").write_bytes(saved.read_bytes()[:-5000])
    assert "damaged" in str(itbot(home, "backup", "--check", str(tmp_path / "cut.zip")).exception)
    assert "no such file" in str(itbot(home, "backup", "--check", str(tmp_path / "none.zip")).exception)


def test_a_backup_of_an_older_version_is_brought_up_to_date(sample_copy, itbot, tmp_path, monkeypatch):
    """Its tables are those of now afterwards, and the answers the same."""
    from alembic import command
    from sqlalchemy import create_engine

    from store import schema

    home, old = sample_copy.settings.home, tmp_path / "old"
    old.mkdir()
    engine = create_engine(f"sqlite:///{old / 'app.db'}")
    with engine.begin() as connection:
        command.upgrade(schema._config(Path(schema.__file__).parent / "migrations", connection), "0006")
    engine.dispose()
    with closing(sqlite3.connect(old / "app.db")) as plain:
        plain.execute("INSERT INTO own_term (name, term, meaning, added_at) VALUES ('rca', 'RCA', 'why', 0)")
        plain.commit()
    saved = tmp_path / "old.zip"
    assert itbot(old, "backup", str(saved)).exit_code == 0
    told = json.loads(itbot(home, "restore", str(saved), "--yes", "--no-index", "--json").stdout)
    assert (told["schema"], told["migrated"]) == ("0006", True)
    assert build(Settings(home=home, _env_file=None)).stores.contracts.refs() == []
    assert [one.name for one in home.glob("app.db.before*")] == []


def test_a_home_in_use_is_not_restored(sample_copy, itbot, tmp_path):
    """The service holds its place by a lock; the sentence says what to stop."""
    import fcntl

    home, saved = sample_copy.settings.home, tmp_path / "saved.zip"
    itbot(home, "backup", str(saved))
    with (home / "jobs-1.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = itbot(home, "restore", str(saved), "--yes")
    assert "stop it first" in str(refused.exception)


def test_questions_that_waited_for_long_are_not_answered_a_second_time(sample_copy, itbot, tmp_path):
    """They were most likely answered after the backup; one of this hour may not have been."""
    home, saved = sample_copy.settings.home, tmp_path / "saved.zip"
    old, fresh = (
        build(Settings(home=home, _env_file=None), clock=lambda: NOW),
        build(Settings(home=home, _env_file=None)),
    )
    Conversations.on(old.database).inbox.save("slack:T:old", "T", "question", {"text": "long ago"})
    Conversations.on(fresh.database).inbox.save("slack:T:new", "T", "question", {"text": "now"})
    with closing(sqlite3.connect(home / "app.db")) as plain:
        plain.execute("UPDATE incoming SET received_at = received_at - 86400 * 400 WHERE key = 'slack:T:old'")
        plain.commit()
    itbot(home, "backup", str(saved))
    itbot(tmp_path / "new", "restore", str(saved), "--yes", "--no-index")
    kept = Conversations.on(build(Settings(home=tmp_path / "new", _env_file=None)).database)
    assert (kept.inbox.get("slack:T:old").state, kept.inbox.get("slack:T:new").state) == ("dropped", "waiting")


def test_no_room_and_no_right_are_said_in_a_sentence(sample_copy, tmp_path, monkeypatch):
    """And nothing half written is left."""

    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    (sample_copy.settings.home / "mailbox.json").write_text("{}")
    with pytest.raises(InterpreterError, match="No space left"):
        back_up(sample_copy.settings, tmp_path / "saved.zip", NOW)
    assert [one.name for one in tmp_path.iterdir() if "backup" in one.name or one.suffix == ".zip"] == []
