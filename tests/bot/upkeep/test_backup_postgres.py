"""The same on a PostgreSQL server: its own tools make the copy, and the password stays off their command line."""

import json

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from benchmarks import postgres
from bot.cli.app import app
from bot.settings import Settings
from bot.wiring import build
from store.facts.common import InterpreterError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.skipif(bool(postgres.missing()), reason=postgres.missing() or "a server runs here"),
]


@pytest.fixture(scope="module")
def address():
    with postgres.server() as server:
        engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE itbot"))
        engine.dispose()
        yield f"{server}/itbot"


@pytest.fixture
def itbot(address, tmp_path, monkeypatch):
    monkeypatch.setenv("ITBOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ITBOT_DATABASE_URL", address)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_a_server_is_backed_up_and_restored_with_what_was_there_kept(address, itbot, tmp_path):
    """What was said after the backup is gone from the server and stands in the copy beside the home."""
    database = build(Settings(home=tmp_path / "home", database_url=address, _env_file=None))
    first = database.answers.keep({"headline": "one"}, question="before the backup")
    told = json.loads(itbot("backup", str(tmp_path / "saved.zip"), "--json").stdout)
    assert (told["database"], [part["name"] for part in told["parts"]]) == ("postgresql", ["database.dump"])
    database.answers.keep({"headline": "two"}, question="after the backup")
    database.database.close()
    done = json.loads(itbot("restore", str(tmp_path / "saved.zip"), "--yes", "--json", "--no-index").stdout)
    again = build(Settings(home=tmp_path / "home", database_url=address, _env_file=None))
    assert [one.question for one in again.answers.listed()] == ["before the backup"]
    assert again.answers.get(first) is not None
    assert again.answers.keep({"headline": "three"}, question="next"), "numbers go on after the restored ones"
    again.database.close()
    assert "before-restore" in done["kept_beside"]


def test_a_missing_tool_is_said_with_what_to_run_where_it_is(itbot, tmp_path, monkeypatch):
    """The sentence holds the command."""
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = itbot("backup", str(tmp_path / "saved.zip"))
    assert isinstance(refused.exception, InterpreterError)
    assert "pg_dump is not installed here" in str(refused.exception)


def test_a_password_is_in_no_error(itbot, tmp_path, monkeypatch):
    """A server that refuses is named without it."""
    monkeypatch.setenv("ITBOT_DATABASE_URL", "postgresql+psycopg://someone:canary-secret@127.0.0.1:9/none")
    refused = itbot("backup", str(tmp_path / "saved.zip"))
    assert isinstance(refused.exception, InterpreterError)
    assert "canary-secret" not in str(refused.exception)
