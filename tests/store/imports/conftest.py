"""Files on disk for the import tests: written as text tables, read as exports."""

from __future__ import annotations

from datetime import UTC, datetime
from textwrap import dedent

import pytest

from store.imports.tickets import import_tickets

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def now():
    """The day on which everything here is imported."""
    return NOW


@pytest.fixture
def csv_file(tmp_path):
    """Writes a table given as text (indented for the eye) and returns its path."""

    def write(text, name="export.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(dedent(text).lstrip("\n").encode(encoding))
        return path

    return write


@pytest.fixture
def imported(csv_file):
    """Imports a table given as text, as London wall-clock times unless said otherwise."""

    def read(text, name="export.csv", **options):
        return import_tickets(csv_file(text, name), **{"tz": "Europe/London", "now": NOW, **options})

    return read
