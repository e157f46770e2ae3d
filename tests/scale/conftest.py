"""Servers of our own for the tests of growth: PostgreSQL and Chroma on loopback, where they are installed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import count

import pytest

from benchmarks import postgres
from benchmarks.chroma import chroma_server
from store.database import open_database

NUMBERS = count(1)


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server, for as long as the tests run."""
    if postgres.missing():
        pytest.skip(postgres.missing())
    with postgres.server() as address:
        yield address


@pytest.fixture
def postgres_url(server):
    """A new, empty database on it."""
    name = f"scale_{next(NUMBERS)}"
    postgres.sql(server, f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request, tmp_path):
    """A database of either kind."""
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'app.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def whole(url):
    """That database, open, as the process that serves several workspaces has it."""
    database = open_database(url, now=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    yield database
    database.close()


@pytest.fixture(scope="module")
def chroma():
    """A Chroma server."""
    with chroma_server() as made:
        yield made


def until(condition, patience=30):
    """Wait for something to come true."""
    end = time.monotonic() + patience
    while not (true := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    assert true
