"""The chosen rows become tickets: labels through the maps, claims kept apart, impossible times left out with a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from store.facts.common import Source
from store.facts.tickets import Ticket, TicketState, TicketType
from store.imports.cells import Cell
from store.imports.choosing import Choice
from store.imports.claims import flag
from store.imports.decoding import Decoded, Fault
from store.imports.formats.model import MEASURED
from store.imports.history import is_automation
from store.imports.picked import Dates, Picked
from store.imports.sentences import quoted
from store.imports.sheets import shown
from store.imports.states import raised_by_provider, type_by_prefix, type_of
from store.imports.updates import Told, told_by_updates

_DONE = (TicketState.RESOLVED, TicketState.CLOSED)
_OPEN = (TicketState.OPEN, TicketState.PAUSED_CUSTOMER, TicketState.PAUSED_OTHER)
_CLOCKS_DIFFER = timedelta(hours=1)
_DID = {"opened": "opened", "resolved": "resolved", "responded": "answered"}


@dataclass(slots=True)
class Built:
    """The tickets, the rows left out, and what to tell about the times: counts of oddities met on the way."""

    tickets: list[Ticket] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    skipped: int = 0
    doubled: int = 0
    zoneless: bool = False
    unreadable: int = 0
    resolved_by_log: int = 0
    opened_again: int = 0


def built(rows: Decoded, choice: Choice) -> Built:
    """A ticket for every chosen row, except those whose times cannot be right."""
    picked = Picked(rows, choice)
    dates = {name: picked.dates(name) for name in ("opened", "responded", "resolved", "closed")}
    out = Built()
    for read in dates.values():
        out.skipped += read.skipped
        out.doubled += read.doubled
        out.zoneless |= read.zoneless
    out.unreadable = len(dates["closed"].unreadable)
    columns = _columns(picked)
    states = _states(picked, columns.pop("state"), dates["resolved"])
    told = told_by_updates(rows, choice, dates["resolved"].times)
    for place, at in enumerate(choice.winners):
        fault = _unreadable(rows, dates, place, at) or _impossible(rows, dates, place, at)
        if fault:
            out.faults.append(fault)
            continue
        own = {name: column[place] for name, column in columns.items()}
        moments = _moments(out, dates, place, states[place], told[place])
        state = states[place] or _judged(moments)
        source = Source(rows.sheet.file, row=rows.sheet.numbers[at])
        out.tickets.append(_ticket(rows.ids[at], source, state, moments, told[place], own))
    return out


def _columns(picked: Picked) -> dict[str, list[Any]]:
    """Everything about the tickets but their times, by the name it has in a Ticket ("state" still as a label)."""
    labels = picked.texts("priority")
    ranks = picked.rows.proposal.priority_map
    firsts = picked.texts("priority_first")
    excluded = [marked is True for marked in picked.each("excluded", flag, None)]
    columns: dict[str, list[Any]] = {
        name: picked.texts(name) for name in ("state", "category", "service", "site", "user", "summary")
    }
    return columns | {
        "type": _types(picked),
        "priority": [ranks.get(text) for text in labels],
        "priority_raw": labels,
        "priority_first": [ranks.get(text) for text in firsts],
        "reopen_count": picked.each("reopens", _count, 0),
        "response_is_auto": picked.each("responder", lambda cell: is_automation(shown(cell)), default=False),
        "excluded": excluded,
        "exclusion_reason": _reasons(excluded, picked.texts("exclusion_reason")),
        "proactive": picked.each("origin", lambda cell: raised_by_provider(shown(cell)), None),
        "provider_sla_met": picked.claims("sla"),
        "provider_response_met": picked.claims("response"),
        "reported_response_s": picked.durations("reported_response"),
        "reported_resolution_s": picked.durations("reported_resolution"),
        "hold_s": picked.durations("hold"),
    }


def _types(picked: Picked) -> list[TicketType]:
    types = picked.each("type", lambda cell: type_of(shown(cell)), TicketType.UNKNOWN)
    if not picked.rows.form.type_by_prefix:
        return types
    ids = [picked.rows.ids[at] for at in picked.choice.winners]
    return [type_by_prefix(name) if kind == TicketType.UNKNOWN else kind for name, kind in zip(ids, types, strict=True)]


def _reasons(excluded: list[bool], reasons: list[str]) -> list[str]:
    return [reason or ("no reason given" if out else "") for out, reason in zip(excluded, reasons, strict=True)]


def _count(cell: Cell) -> int:
    text = shown(cell)
    return int(text) if text.isdecimal() else 0


def _unreadable(rows: Decoded, dates: dict[str, Dates], place: int, at: int) -> Fault | None:
    for name in MEASURED:
        cell = dates[name].unreadable.get(place)
        if cell is not None:
            header = rows.proposal.mapping.columns[name]
            sentence = f"{quoted(cell)} in the column {header} cannot be read as a date with a time."
            return Fault(at, "with a date that cannot be read", sentence)
    if dates["opened"].times[place] is None:
        return Fault(at, "without an opening time", "The row does not say when the ticket was opened.")
    return None


def _impossible(rows: Decoded, dates: dict[str, Dates], place: int, at: int) -> Fault | None:
    """Times that cannot be: still to come, or before the opening. Nothing is measured from them."""
    opened = dates["opened"].times[place]
    for name, did in _DID.items():
        time = dates[name].times[place]
        if time is None or opened is None:
            continue
        if time > rows.now + _CLOCKS_DIFFER:
            return Fault(at, f"{did} in the future", f"It was {did} on {_said(time, rows.tz)}, which is still to come.")
        if time < opened:
            sentence = f"It was {did} on {_said(time, rows.tz)}, before it was opened on {_said(opened, rows.tz)}."
            return Fault(at, f"{did} before they were opened", sentence)
    return None


def _said(instant: datetime, tz: str) -> str:
    local = instant.astimezone(ZoneInfo(tz))
    return f"{local.day} {local:%B %Y at %H:%M}"


def _states(picked: Picked, labels: list[str], resolved: Dates) -> list[TicketState | None]:
    """What each label means; a log's last row that is older than the resolution it knows of no longer says the state."""
    states = [picked.rows.proposal.state_map.get(text) for text in labels]
    if not picked.rows.is_log:
        return states
    for place, at in enumerate(picked.choice.winners):
        updated, done = picked.rows.updated[at], resolved.times[place]
        if states[place] in _OPEN and updated and done and done > updated:
            states[place] = None
    return states


def _moments(
    out: Built, dates: dict[str, Dates], place: int, state: TicketState | None, told: Told
) -> dict[str, datetime | None]:
    """The ticket's instants by their names in a Ticket; what was opened again is not resolved."""
    resolved = dates["resolved"].times[place]
    if resolved and state in _OPEN:
        resolved = None
        out.opened_again += 1
    elif resolved is None and state in _DONE and told.resolved_at:
        resolved = told.resolved_at
        out.resolved_by_log += 1
    return {
        "opened_at": dates["opened"].times[place],
        "responded_at": dates["responded"].times[place],
        "resolved_at": resolved,
        "closed_at": dates["closed"].times[place],
    }


def _judged(moments: dict[str, datetime | None]) -> TicketState:
    """An unknown or missing label leaves only what the times say."""
    if moments["closed_at"]:
        return TicketState.CLOSED
    return TicketState.RESOLVED if moments["resolved_at"] else TicketState.OPEN


def _ticket(
    ext_id: str,
    source: Source,
    state: TicketState,
    moments: dict[str, Any],
    told: Told,
    own: dict[str, Any],
) -> Ticket:  # fmt: skip
    own["response_is_auto"] = own["response_is_auto"] and moments["responded_at"] is not None
    own["priority_first"] = own["priority_first"] or told.priority_first
    return Ticket(
        ext_id=ext_id,
        source=source,
        state=state,
        pauses=told.pauses,
        **moments,
        **own,
    )
