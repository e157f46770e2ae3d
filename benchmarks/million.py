"""A million tickets of one contract: judging all of them, and answering for one month."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from store.contracts import Contracts
from store.database import open_database
from store.facts.common import Period, Source
from store.facts.tickets import Ticket, TicketState, TicketType
from store.outcomes import Outcomes
from store.records import BatchInfo, ContractHead, NewVersion, TermRecord
from store.terms import Terms
from store.tickets import Tickets

SIZE = 1_000_000
MONTHS = 36
START = datetime(2023, 11, 1, tzinfo=UTC)
LIMITS = ((1, 900, 14_400, "95"), (2, 3_600, 28_800, "90"), (3, 14_400, 57_600, "90"), (4, 28_800, 144_000, "85"))
HOURS = {
    "tz": "Europe/London",
    "weekly": [[day, 480, 1080] for day in range(5)],
    "holiday_country": "GB",
    "holiday_subdiv": "ENG",
}


def terms() -> list[TermRecord]:
    """Eight service levels in Service Hours, as a contract would give them."""
    found = [TermRecord("service_hours", HOURS)]
    for priority, response, resolution, target in LIMITS:
        for metric, limit in (("response", response), ("resolution", resolution)):
            fields = {
                "metric": metric,
                "priority": priority,
                "limit_s": limit,
                "clock": "service_hours",
                "target_pct": target,
            }
            found.append(TermRecord("service_level", fields, clause=f"Schedule 2, {priority}"))
    return found


def tickets(size: int) -> list[Ticket]:
    """Random tickets spread evenly over three years, a twelfth of them urgent."""
    chance = random.Random(7)
    span = MONTHS * 30 * 86_400
    made = []
    for number in range(size):
        opened = START + timedelta(seconds=chance.randrange(span))
        responded = opened + timedelta(seconds=chance.randrange(60, 9_000))
        made.append(
            Ticket(
                f"T{number}", opened, Source("made.csv", number + 2), TicketType.INCIDENT, priority=chance.choice((1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4)),
                state=TicketState.CLOSED, responded_at=responded, resolved_at=responded + timedelta(seconds=chance.randrange(600, 200_000)),
            )
        )  # fmt: skip
    return made


def rows(size: int = SIZE) -> list[dict[str, Any]]:
    """Seconds to judge everything again, and milliseconds for one month's eight levels."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'app.db'}")
        Contracts(database).add_version(
            NewVersion(ContractHead("M-1", title="Made"), "made.docx", "0" * 64, "", terms=terms())
        )
        made = tickets(size)
        started = time.perf_counter()
        Tickets(database).add("M-1", made, BatchInfo("made.csv", "1" * 64, tz="UTC"))
        stored = time.perf_counter() - started
        del made
        outcomes = Outcomes(database)
        started = time.perf_counter()
        outcomes.recompute("M-1")
        judged = time.perf_counter() - started
        month = _month_ms(outcomes, Terms(database))
    return [
        {"what": f"{size:,} tickets stored", "value": f"{stored:.1f} s", "ok": None},
        {
            "what": f"{size:,} tickets judged again and kept",
            "value": f"{judged:.1f} s",
            "limit": "15 s",
            "ok": judged <= 15,
        },
        {"what": "one month's service levels", "value": f"{month:.0f} ms", "limit": "100 ms", "ok": month <= 100},
    ]


def _month_ms(outcomes: Outcomes, terms: Terms) -> float:
    levels = terms.agreed("M-1").levels
    period = Period.of_month("2025-09")
    took = []
    for _ in range(5):
        started = time.perf_counter()
        counted = [outcomes.counts("M-1", level.metric, [level.id], period) for level in levels]
        took.append((time.perf_counter() - started) * 1000)
        assert sum(one.of for one in counted) > Decimal(0)
    return sorted(took)[2]
