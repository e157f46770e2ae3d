"""An older and a newer version at work on one database: beside each other where the tables only grew, else refused."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import text

from store import schema
from store.contracts import Contracts
from store.database import open_database
from store.facts.common import InterpreterError
from store.replicas import Replica
from store.schema import HEAD
from tests.scale.conftest import until

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]

LATER = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = '9999', '{head}'
{oldest}
def upgrade():
    op.add_column('contract', sa.Column('colour', sa.Text(), nullable=True))
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Make this process the next version of the code, whose migration names (or not) the oldest that can work beside it."""

    def made(oldest=""):
        package = tmp_path / "package"
        shutil.copytree("store/migrations", package / "migrations", dirs_exist_ok=True)
        (package / "migrations" / "versions" / "9999_later.py").write_text(LATER.format(head=HEAD, oldest=oldest))
        monkeypatch.setattr(schema, "HEAD", "9999")
        monkeypatch.setattr(schema, "files", lambda _: package)

    return made


def test_old_and_new_work_side_by_side_when_the_tables_only_grew(url, next_version, monkeypatch):
    """The new version adds a column; the old one, running or started again, goes on, and both see each other's work."""
    old = open_database(url)
    Contracts(old.of("T0ONE")).placeholder("Before")
    with monkeypatch.context():
        next_version(f"oldest = '{HEAD}'")
        new = open_database(url)
        Contracts(new.of("T0ONE")).placeholder("New")
    monkeypatch.undo()
    again = open_database(url)
    for one in (old, again):
        assert Contracts(one.of("T0ONE")).refs() == ["Before", "New"]
    Contracts(again.of("T0ONE")).placeholder("Old")
    assert len(Contracts(new.of("T0ONE")).refs()) == 3
    for one in (old, new, again):
        one.close()


def test_an_old_version_is_refused_where_the_tables_cannot_bear_it(url, next_version, monkeypatch):
    """A migration that names no older version ends that version's time."""
    open_database(url).close()
    next_version()
    open_database(url).close()
    monkeypatch.undo()
    with pytest.raises(InterpreterError, match="newer version of this product"):
        open_database(url)


def test_what_one_migration_asked_for_stays_asked_for(url, next_version, monkeypatch):
    """A later one that would do with older code does not let back in what an earlier one shut out."""
    database = open_database(url)
    with database.write() as session:
        session.execute(text("UPDATE asks_for SET oldest = '0012'"))
    next_version(f"oldest = '{HEAD}'")
    open_database(url).close()
    monkeypatch.undo()
    with database.read() as session:
        assert session.scalar(text("SELECT oldest FROM asks_for")) == "0012"
    database.close()


def test_tables_are_not_changed_under_an_older_process_at_work(postgres_url, next_version):
    """The new version says what stands in its way, changes nothing, and goes on once the old one has ended."""
    open_database(postgres_url).close()
    at_work = Replica(postgres_url, HEAD)
    next_version()
    with pytest.raises(
        InterpreterError, match=r"a process of an older version is at work.*stop every itbot serve first"
    ):
        open_database(postgres_url)
    at_work.release()
    until(lambda: _opens(postgres_url))


def _opens(url):
    try:
        open_database(url).close()
    except InterpreterError:
        return False
    return True


def test_a_migration_that_promises_to_only_add_only_adds():
    """Whatever names an older version as able to work beside it touches no column that is there and asks for no new value."""
    import ast
    from pathlib import Path

    allowed = {"create_table", "create_index", "add_column", "f"}
    for path in sorted(Path("store/migrations/versions").glob("*.py")):
        tree = ast.parse(path.read_text())
        names = {target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
        if "oldest" not in names:
            continue
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
        used = {
            call.func.attr for call in calls if isinstance(call.func.value, ast.Name) and call.func.value.id == "op"
        }
        assert used <= allowed, f"{path.name} does more than add"
        for call in calls:
            if call.func.attr == "add_column":
                column = next(
                    part
                    for part in ast.walk(call)
                    if isinstance(part, ast.Call) and getattr(part.func, "attr", "") == "Column"
                )
                said = {word.arg: word.value for word in column.keywords}
                may_be_empty = getattr(said.get("nullable"), "value", True)
                assert may_be_empty or "server_default" in said, (
                    f"{path.name} asks for a value that older code does not give"
                )
