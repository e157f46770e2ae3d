"""A real ServiceNow log read whole, each count held against a plain pass over the same file."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from store.facts.tickets import TicketState, TicketType
from store.imports.safe_cells import safe_cell
from store.imports.sheets import read_sheet
from store.imports.simple import detect
from store.imports.tickets import import_tickets

DATA = Path(__file__).parents[2].parent / "shared" / "data"
LOG = DATA / "tickets" / "servicenow_incident_event_log_first_weeks.csv.gz"
DASHES = DATA / "tickets" / "variants" / "uci_5999rows_ddmmyyyy_TRUEFALSE.csv.gz"
SAMPLE = DATA / "tickets" / "variants" / "uci_sample_198rows_other_date_style.csv"
PAYLOADS = DATA / "adversarial" / "csv-injection" / "Intruder" / "csv-payload.txt"
NOW = datetime(2026, 11, 23, tzinfo=UTC)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not LOG.exists(), reason="The real ticket log is not beside the project."),
]


def plainly(path):
    """The rows as the csv module gives them, and the last row of every number by update time, count and place."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    last = {}
    for place, row in enumerate(rows):
        key = (when(row["sys_updated_at"]), int(row["sys_mod_count"]), place)
        if row["number"] not in last or key > last[row["number"]][0]:
            last[row["number"]] = (key, row)
    return rows, {number: row for number, (_, row) in last.items()}


def when(text):
    """Day first, with slashes or dashes."""
    return None if text == "?" else datetime.strptime(text.replace("-", "/"), "%d/%m/%Y %H:%M").replace(tzinfo=UTC)


@pytest.fixture(scope="module", params=[LOG, DASHES, SAMPLE], ids=["whole log", "dashes and TRUE", "198 rows"])
def both(request):
    """The file as imported, and as counted plainly."""
    return import_tickets(request.param, tz="UTC", now=NOW), *plainly(request.param)


def test_every_number_is_one_ticket_and_no_row_is_lost(both):
    """As many tickets as there are different numbers; nothing rejected; every row accounted for."""
    read, rows, last = both
    assert read.proposal.tool == "servicenow"
    assert (read.rows, len(read.tickets), read.rejects) == (len(rows), len(last), [])
    assert {ticket.ext_id for ticket in read.tickets} == set(last)


def test_the_last_update_of_each_number_counts(both):
    """Priority, the provider's flag, reopenings and state are those of the last row by update time."""
    read, _, last = both
    for ticket in read.tickets:
        row = last[ticket.ext_id]
        assert ticket.priority == int(row["priority"][0])
        assert ticket.provider_sla_met is (row["made_sla"].lower() == "true")
        assert ticket.reopen_count == int(row["reopen_count"])
        assert ticket.state is {"Closed": TicketState.CLOSED, "Resolved": TicketState.RESOLVED}.get(
            row["incident_state"], ticket.state
        )
        assert ticket.type is TicketType.INCIDENT


def test_times_are_those_of_the_file_day_first(both):
    """Opened, resolved and closed agree with a plain strptime of the last row."""
    read, _, last = both
    for ticket in read.tickets:
        row = last[ticket.ext_id]
        assert ticket.opened_at == when(row["opened_at"])
        assert ticket.closed_at == when(row["closed_at"])
        if row["resolved_at"] != "?":
            assert ticket.resolved_at == when(row["resolved_at"])


def test_first_priority_is_that_of_the_first_update(both):
    """Lowered priorities show: the first row by update time against the last."""
    read, rows, _ = both
    first = {}
    for place, row in enumerate(rows):
        key = (when(row["sys_updated_at"]), int(row["sys_mod_count"]), place)
        if row["number"] not in first or key < first[row["number"]][0]:
            first[row["number"]] = (key, int(row["priority"][0]))
    assert all(ticket.priority_first in (None, first[ticket.ext_id][1]) for ticket in read.tickets)


def test_pauses_lie_in_awaiting_states_only(both):
    """Counted plainly: the minutes between an Awaiting row and the next row of the same number."""
    read, rows, _ = both
    groups = {}
    for place, row in enumerate(rows):
        groups.setdefault(row["number"], []).append(
            (when(row["sys_updated_at"]), int(row["sys_mod_count"]), place, row["incident_state"])
        )
    waiting = Counter()
    for number, updates in groups.items():
        updates.sort()
        for one, two in pairwise(updates):
            if one[3].startswith("Awaiting"):
                waiting[number] += (two[0] - one[0]).total_seconds()
    for ticket in read.tickets:
        paused = sum((pause.end - pause.start).total_seconds() for pause in ticket.pauses if pause.end)
        assert paused == waiting[ticket.ext_id], ticket.ext_id


def test_the_whole_log_by_numbers():
    """27,771 updates of 3,880 incidents; the provider says 906 of them made their level."""
    read = import_tickets(LOG, tz="UTC", now=NOW)
    assert (read.rows, len(read.tickets)) == (27_771, 3_880)
    assert sum(ticket.provider_sla_met is True for ticket in read.tickets) == 906
    assert sum(ticket.resolved_at is None for ticket in read.tickets) == 2
    assert all(ticket.responded_at is None for ticket in read.tickets)
    assert any("149 tickets take their time of resolution from the log" in note for note in read.notes)


def test_a_sample_whose_closing_days_are_all_below_thirteen_is_still_read_right():
    """29 February opens every ticket, so no other order is possible for the rest."""
    read = import_tickets(SAMPLE, tz="UTC", now=NOW)
    assert set(read.proposal.date_orders.values()) == {"DMY"}
    assert detect(read_sheet(SAMPLE)) == "tickets"


def test_known_formula_payloads_are_defused():
    """Every line of a public list of spreadsheet attacks."""
    for line in PAYLOADS.read_text("utf-8").splitlines():
        assert safe_cell(line) == "'" + line
