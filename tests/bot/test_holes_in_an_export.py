"""A month that an export leaves out is not a month without demand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.answering.casefile import CaseFile
from bot.settings import Settings
from bot.wiring import build
from store.facts.common import Period, Result, Source, Why
from store.facts.tickets import Ticket, TicketState
from store.records import BatchInfo, ContractHead, NewVersion, TermRecord

HOURS = TermRecord("service_hours", {"tz": "UTC", "always": True})
LEVEL = TermRecord(
    "service_level",
    {"metric": "response", "priority": 1, "limit_s": 900, "clock": "calendar", "target_pct": "95"},
    clause="2.1",
)


@pytest.fixture
def company(tmp_path):
    """Twenty tickets a month from January to April, none in March; no P1 in February."""
    interpreter = build(Settings(home=tmp_path, _env_file=None), clock=lambda: datetime(2026, 5, 10, tzinfo=UTC))
    new = NewVersion(ContractHead("A-1", title="A", tz="UTC"), "a.md", "0" * 64, "", terms=[HOURS, LEVEL])
    interpreter.stores.contracts.add_version(new)
    tickets = [ticket(month, number) for month in (1, 2, 4) for number in range(20)]
    interpreter.stores.tickets.add("A-1", tickets, BatchInfo("t.csv", "1" * 64, tz="UTC"))
    return CaseFile(interpreter.stores, "A-1", date(2026, 5, 10))


def ticket(month, number):
    opened = datetime(2026, month, 1 + number, 9, tzinfo=UTC)
    return Ticket(
        f"T{month}-{number}", opened, Source("t.csv", number), priority=2 if month == 2 or number % 2 else 1,
        state=TicketState.CLOSED, responded_at=opened + timedelta(minutes=5), resolved_at=opened + timedelta(hours=1),
    )  # fmt: skip


def test_a_month_without_any_ticket_is_a_hole_in_the_export(company):
    """Nothing can be told of it; the export of that month is asked for."""
    (line,) = company.lines
    result = company.result(line, Period.of_month("2026-03", "UTC"))
    assert (result.result, result.why) == (Result.CANNOT_TELL, Why.NOT_UPLOADED)


def test_a_month_with_tickets_but_none_of_that_priority_had_no_demand(company):
    """No P1 is good news, not missing data."""
    (line,) = company.lines
    assert company.result(line, Period.of_month("2026-02", "UTC")).result is Result.NO_DEMAND
