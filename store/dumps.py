"""A PostgreSQL database as one file, by PostgreSQL's own tools: they alone know every version of its server.

The password goes to them by the environment, never on their command line, where every user of the machine could read it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import create_engine, make_url

from store.facts.common import InterpreterError
from store.schema import revision

# The schema of the durable jobs: they are planned again from the database at the next start.
JOBS = "dbos"
ENVIRONMENT = {"host": "PGHOST", "port": "PGPORT", "username": "PGUSER", "password": "PGPASSWORD", "database": "PGDATABASE"}  # fmt: skip


def dump(url: str, target: Path) -> str:
    """Write the whole database at `url` (but its jobs), as of one moment, into `target`; returns its revision.

    Raises InterpreterError where pg_dump is not there or fails, with what to do instead.
    """
    tool = _tool("pg_dump", "-Fc -N dbos -f itbot.dump NAME")
    _run([tool, "--format=custom", "--no-owner", f"--exclude-schema={JOBS}", f"--file={target}"], url)
    target.chmod(0o600)
    engine = create_engine(make_url(url))
    try:
        return revision(engine) or ""
    finally:
        engine.dispose()


def load(url: str, source: Path) -> None:
    """Put a dump in the place of what the database at `url` holds: in one transaction, whole or not at all."""
    tool = _tool("pg_restore", "--clean --if-exists --no-owner --single-transaction -d NAME itbot.dump")
    database = make_url(url).database or ""
    flags = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", f"--dbname={database}"]
    _run([tool, *flags, str(source)], url)


def readable(source: Path) -> None:
    """Raise InterpreterError where pg_restore cannot read a dump's list of contents."""
    _run([_tool("pg_restore", "--list itbot.dump"), "--list", str(source)], "postgresql+psycopg://")


def _tool(name: str, by_hand: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise InterpreterError(
            f"{name} is not installed here: install PostgreSQL's client tools, of the server's version or newer, "
            f"or run where they are: {name} {by_hand}"
        )
    return found


def _run(command: list[str], url: str) -> None:
    parsed = make_url(url)
    given = {variable: str(value) for part, variable in ENVIRONMENT.items() if (value := getattr(parsed, part))}
    options = parsed.query.get("options")
    more = {"PGOPTIONS": str(options)} if options else {}
    ssl = {"PGSSLMODE": str(parsed.query["sslmode"])} if "sslmode" in parsed.query else {}
    done = subprocess.run(  # noqa: S603 - a tool of the system with our own arguments
        command, env={**os.environ, **given, **more, **ssl}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if line.strip()), "it gave no reason")
        if parsed.password:
            said = said.replace(str(parsed.password), "***")
        raise InterpreterError(f"{Path(command[0]).name} failed: {said}")
