"""A database of its own for every test of the store, and short words for what is put into it."""

import os
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from store.database import open_database
from store.facts.common import Source
from store.facts.tickets import Ticket, TicketState, TicketType
from store.records import ClauseRecord, ContractHead, NewVersion, TermRecord


@pytest.fixture
def db(address):
    database = open_database(address, now=lambda: datetime(2026, 10, 1, 9, tzinfo=UTC))
    yield database
    database.close()


@pytest.fixture
def address(tmp_path):
    """A new SQLite file; or a new schema on the PostgreSQL server that ITBOT_TEST_POSTGRES names."""
    server = os.environ.get("ITBOT_TEST_POSTGRES")
    if not server:
        yield f"sqlite:///{tmp_path / 'app.db'}"
        return
    schema = f"test_{uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    sign = "&" if "?" in server else "?"
    yield f"{server}{sign}options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def document():
    """A document from a text table of clauses, one a line: key | text | action | replaces."""

    def made(name, table="", *, ref="MSA-1", terms=(), amends=None, provider=None, **more):
        rows = [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]
        clauses = [
            ClauseRecord(
                key=row[0],
                number=row[0],
                heading="",
                text=row[1],
                action=(row[2:] or ["replace"])[0] or "replace",
                replaces=(row[3:] or [None])[0],
                parent=row[0].rpartition(".")[0] or None,
            )
            for row in rows
        ]
        return NewVersion(
            contract=ContractHead(ref, provider=provider),
            document=name,
            sha256=name,
            text=table,
            kind="amendment" if amends else "original",
            effective_from=date.fromisoformat(amends) if amends else None,
            clauses=clauses,
            terms=terms,
            **more,
        )

    return made


@pytest.fixture
def response():
    """A response level as read from a clause."""

    def made(minutes, clause="3.1", *, priority=1, target="95", **more):
        fields = {"metric": "response", "priority": priority, "limit_s": minutes * 60, "target_pct": target}
        return TermRecord("service_level", fields | more, quote=f"P{priority} within {minutes} minutes", clause=clause)

    return made


@pytest.fixture
def ticket():
    """A ticket from the instants a buyer would name, "2026-09-01 09:00" in UTC."""

    def moment(text):
        return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)

    def made(ext_id, opened, responded=None, resolved=None, *, row=2, **more):
        given = {
            "type": TicketType.INCIDENT,
            "priority": 1,
            "state": TicketState.CLOSED if resolved else TicketState.OPEN,
        }
        return Ticket(
            ext_id=ext_id,
            opened_at=moment(opened),
            responded_at=moment(responded),
            resolved_at=moment(resolved),
            source=Source("tickets.csv", row=row),
            **(given | more),
        )

    return made
