"""A ticket as the provider's tool exported it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.facts.common import Source


class TicketType(StrEnum):
    """What kind of work a ticket is."""

    INCIDENT = "incident"
    REQUEST = "request"
    CHANGE = "change"
    PROBLEM = "problem"
    ALERT = "alert"
    UNKNOWN = "unknown"


class TicketState(StrEnum):
    """Where a ticket stands, whatever the tool calls it."""

    OPEN = "open"
    PAUSED_CUSTOMER = "paused_customer"
    PAUSED_OTHER = "paused_other"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which a ticket's clock was stopped; `reason` is customer, vendor, parts, scheduled or unknown.

    UNPLACED is a span in a status that nobody can place: it may have been a wait, and no wait is claimed.
    """

    start: datetime
    end: datetime | None
    reason: str = "unknown"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as the provider's tool exported it; all instants aware and UTC.

    `hold_s` is how long the tool says it was on hold in all, where it does not say when or for whom.
    """

    ext_id: str
    opened_at: datetime
    source: Source
    type: TicketType = TicketType.UNKNOWN
    priority: int | None = None
    priority_raw: str = ""
    priority_first: int | None = None
    state: TicketState = TicketState.OPEN
    responded_at: datetime | None = None
    response_is_auto: bool = False
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    reopen_count: int = 0
    pauses: tuple[Pause, ...] = ()
    category: str = ""
    service: str = ""
    site: str = ""
    user: str = ""
    summary: str = ""
    provider_sla_met: bool | None = None
    provider_response_met: bool | None = None
    excluded: bool = False
    exclusion_reason: str = ""
    proactive: bool | None = None
    reported_response_s: int | None = None
    reported_resolution_s: int | None = None
    hold_s: int | None = None

    @property
    def waits(self) -> tuple[Pause, ...]:
        """The pauses that are waits for sure; a span in a status that nobody can place is none."""
        return tuple(pause for pause in self.pauses if pause.reason != UNPLACED)
