"""The database opens quickly, keeps whole transactions or nothing, and speaks in sentences when it cannot."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from store import schema
from store.answers import Answers
from store.contracts import Contracts
from store.database import PRAGMAS, open_database
from store.facts.common import InterpreterError
from store.schema import HEAD
from store.tables.base import Exact, Instant, epoch, instant
from store.tables.contracts import ContractRow, DocumentRow


def url_of(folder):
    return f"sqlite:///{folder / 'app.db'}"


@pytest.fixture
def sqlite(tmp_path):
    """A database file, whatever server the other tests run on."""
    database = open_database(url_of(tmp_path), now=lambda: datetime(2026, 10, 1, 9, tzinfo=UTC))
    yield database
    database.close()


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 1), ("busy_timeout", 30000), ("foreign_keys", 1)]
)
def test_every_connection_has_the_pragmas_it_needs(sqlite, name, value):
    """Readers never block, rows always belong to something, and a busy file is waited for."""
    assert name in PRAGMAS
    with sqlite.read() as session:
        assert session.scalar(text(f"PRAGMA {name}")) == value
    with sqlite.write() as session:
        assert session.scalar(text(f"PRAGMA {name}")) == value


def test_a_row_that_belongs_to_nothing_is_refused(db):
    """A document without its contract cannot be stored."""
    orphan = DocumentRow(
        contract_id=99, name="x", sha256="x", kind="original", effective_from=date(2026, 1, 1), text="",
        page_starts=[], doubts=[], added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    with pytest.raises(IntegrityError), db.write() as session:
        session.add(orphan)


def test_two_writers_never_lose_each_others_work(db, address):
    """Two threads add one to the same number a hundred times each; the sum is two hundred."""
    contracts = Contracts(db)
    contracts.placeholder("0")

    def add_a_hundred():
        own = open_database(address)
        for _ in range(100):
            with own.write() as session:
                row = session.scalars(select(ContractRow)).one()
                row.provider = str(int(row.provider or 0) + 1)
        own.close()

    threads = [threading.Thread(target=add_a_hundred) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as session:
        assert session.scalars(select(ContractRow.provider)).one() == "200"


def test_a_transaction_that_fails_leaves_nothing(db):
    """What was written before the failure is gone with it."""

    def fail_half_way():
        with db.write() as session:
            session.add(ContractRow(ref="A", added_at=db.now()))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert Contracts(db).refs() == []


def test_a_process_killed_in_the_middle_leaves_nothing(db, address):
    """After a kill in mid-transaction the file is sound and holds the state before."""
    script = (
        "import os, signal, sys\n"
        "from store.database import open_database\n"
        "from store.tables.contracts import ContractRow\n"
        f"db = open_database({address!r})\n"
        "with db.write() as session:\n"
        "    session.add(ContractRow(ref='half', added_at=db.now()))\n"
        "    session.flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False)
    assert killed.returncode == -9
    assert Contracts(db).refs() == []


def test_a_reader_sees_one_moment(db):
    """What is written during a reading transaction does not show up in it."""
    with db.read() as session:
        before = session.scalars(select(ContractRow.ref)).all()
        Contracts(db).placeholder("New")
        assert session.scalars(select(ContractRow.ref)).all() == before
    assert Contracts(db).refs() == ["New"]


def test_opening_again_is_quick_and_leaves_the_migrations_alone(db, address):
    """An up-to-date database opens without loading the migration machinery."""
    script = (
        "import sys, time\n"
        "from store.database import open_database\n"
        "took = []\n"
        "for _ in range(3):\n"
        "    start = time.perf_counter()\n"
        f"    open_database({address!r}).close()\n"
        "    took.append(time.perf_counter() - start)\n"
        "print('alembic' in sys.modules, min(took))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    loaded, took = run.stdout.split()
    assert loaded == "False"
    assert float(took) < 0.06


def test_several_processes_may_open_a_new_database_at_once(address):
    """The first to come makes the tables, the others wait and find them."""
    script = f"from store.database import open_database; open_database({address!r})"
    running = [subprocess.Popen([sys.executable, "-W", "error", "-c", script]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]


def test_a_database_of_a_newer_version_is_refused(tmp_path):
    """Nobody's newer data is touched by an older program."""
    open_database(url_of(tmp_path)).close()
    with sqlite3.connect(tmp_path / "app.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InterpreterError, match=r"newer version.*9999.*install the newer version"):
        open_database(url_of(tmp_path))


def test_a_database_of_another_program_is_refused(tmp_path):
    """A file with foreign tables is left as it is."""
    with sqlite3.connect(tmp_path / "app.db") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(InterpreterError, match="another program"):
        open_database(url_of(tmp_path))


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name"])
def test_an_address_that_is_none_is_answered_with_a_good_one(url):
    """The sentence shows how an address looks."""
    with pytest.raises(InterpreterError, match="sqlite:///"):
        open_database(url)


def test_a_folder_that_is_missing_and_a_file_that_is_no_database_are_named(tmp_path):
    """Both end in one sentence that names the file."""
    with pytest.raises(InterpreterError, match=r"nowhere.*cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'nowhere' / 'app.db'}")
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(InterpreterError, match=r"letter.txt is not a database"):
        open_database(f"sqlite:///{tmp_path / 'letter.txt'}")


def test_a_server_that_is_not_there_is_said_so():
    """The sentence names the address, without its password."""
    with pytest.raises(InterpreterError, match=r"ann:\*\*\*@/none.* cannot be reached"):
        open_database("postgresql+psycopg://ann:secret@/none?host=/nowhere")


def test_a_database_that_stays_locked_is_said_so(sqlite, tmp_path, monkeypatch):
    """The writer waits, then hears that another process is writing; nothing is lost."""
    monkeypatch.setitem(PRAGMAS, "busy_timeout", "50")
    hurried = open_database(url_of(tmp_path))

    def write_meanwhile():
        with sqlite.write():
            Contracts(hurried).placeholder("Late")

    with pytest.raises(InterpreterError, match=r"app\.db is being written by another process"):
        write_meanwhile()
    assert Contracts(hurried).placeholder("Late") == "Late"
    hurried.close()


def test_a_full_disk_is_said_plainly_and_nothing_is_half_written(sqlite):
    """The writer hears that there is no room, and the file stays sound."""

    def write_much():
        with sqlite.write() as session:
            session.execute(text("PRAGMA max_page_count = 1"))
            session.add_all(ContractRow(ref=f"{number}" * 100, added_at=sqlite.now()) for number in range(10_000))

    with pytest.raises(InterpreterError, match="no room"):
        write_much()
    with sqlite.read() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    assert Contracts(sqlite).refs() == []


def test_times_keep_their_instant_and_money_its_pennies():
    """A database loses zones and rounds fractions; these columns do not."""
    abroad = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=5)))
    assert instant(epoch(abroad)) == abroad
    assert instant(epoch(abroad)).tzinfo is UTC
    with pytest.raises(ValueError, match="has no zone"):
        epoch(abroad.replace(tzinfo=None))
    paid = Exact().process_bind_param(Decimal("1850.10"), None)
    assert str(Exact().process_result_value(paid, None)) == "1850.10"
    assert Instant().process_result_value(None, None) is None


def test_the_code_knows_the_newest_tables(db):
    """The revision the code opens without asking is the newest migration, and makes exactly the tables in the code."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from store.tables.schema import metadata

    assert ScriptDirectory("store/migrations").get_current_head() == HEAD
    with db.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_older_database_is_copied_and_then_brought_up_to_date(tmp_path, monkeypatch):
    """A home of an earlier version opens, with a whole copy of the file kept beside it."""
    first = open_database(url_of(tmp_path))
    Contracts(first).placeholder("Kept")
    first.close()
    later = tmp_path / "package" / "migrations"
    shutil.copytree("store/migrations", later)
    (later / "versions" / "9999_later.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision = '9999'\ndown_revision = '{HEAD}'\n"
        "def upgrade():\n    op.add_column('contract', sa.Column('colour', sa.Text()))\n"
    )
    monkeypatch.setattr(schema, "HEAD", "9999")
    monkeypatch.setattr(schema, "files", lambda _: tmp_path / "package")
    for _ in range(2):
        later_db = open_database(url_of(tmp_path))
        assert Contracts(later_db).refs() == ["Kept"]
        later_db.close()
    (copy,) = tmp_path.glob("app.db.before-*")
    assert copy.name == f"app.db.before-9999-from-{HEAD}"
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT ref FROM contract").fetchall() == [("Kept",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    with sqlite3.connect(tmp_path / "app.db") as connection:
        assert connection.execute("SELECT colour FROM contract").fetchall() == [(None,)]
    assert schema.copy_beside(tmp_path / "app.db", HEAD).name.endswith(f"from-{HEAD}.2")


def test_a_migration_that_fails_leaves_the_old_tables(tmp_path, monkeypatch):
    """Half a migration is none: the next opening starts from the same place."""
    open_database(url_of(tmp_path)).close()
    later = tmp_path / "package" / "migrations"
    shutil.copytree("store/migrations", later)
    (later / "versions" / "9999_later.py").write_text(
        f"from alembic import op\nrevision = '9999'\ndown_revision = '{HEAD}'\n"
        "def upgrade():\n    op.drop_table('answer')\n    raise RuntimeError('power cut')\n"
    )
    monkeypatch.setattr(schema, "HEAD", "9999")
    monkeypatch.setattr(schema, "files", lambda _: tmp_path / "package")
    with pytest.raises(RuntimeError, match="power cut"):
        open_database(url_of(tmp_path))
    monkeypatch.undo()
    assert Answers(open_database(url_of(tmp_path))).listed() == []
