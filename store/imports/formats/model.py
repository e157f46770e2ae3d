"""What a tool's export looks like, as data: the columns that betray it and the field each column fills.

The fields of a ticket that a column can fill are listed in `FIELDS`. A tool's own "SLA met" goes only into `sla_met`,
`sla_breached` or `response_met`, its durations only into `reported_*`: they are the provider's claim, never a measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from store.facts.tickets import TicketState

# Without these a ticket's measured times would be wrong.
MEASURED = ("opened", "responded", "resolved")
DATE_FIELDS = ("opened", "responded", "resolved", "closed", "updated")
FIELDS = (
    *(
        "id",
        *DATE_FIELDS,
        "state",
        "priority",
        "priority_first",
        "type",
        "category",
        "service",
        "site",
        "user",
        "summary",
        "origin",
    ),
    *("reopens", "excluded", "exclusion_reason", "responder", "update_count"),
    *(
        "sla_met",
        "sla_breached",
        "response_met",
        "response_breached",
        "reported_response",
        "reported_resolution",
        "hold",
    ),
)
REQUIRED = ("id", "opened")


@dataclass(frozen=True, slots=True)
class Format:
    """One tool's export.

    `signs` are sets of column names (made comparable by `names.normal`); a file that has all of any one set is of this
    tool. `columns` gives, per field, its column names in order of preference. `states` are labels that mean something
    else here than elsewhere. `ranked_numbers` says whether a bare number is a rank with 1 the most urgent; where it is
    an id of the tool's own, a person is asked. `one_row_per_update` marks a history log: several rows of one ticket are
    its updates. `remaining_time` means an SLA cell holds the time left, negative once breached. `sums` are the minute
    columns that add up to a reported duration. `type_by_prefix` reads the kind of work from the number's prefix.
    """

    tool: str
    signs: tuple[frozenset[str], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    states: Mapping[str, TicketState] = field(default_factory=dict)
    ranked_numbers: bool = True
    one_row_per_update: bool = False
    remaining_time: bool = False
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    type_by_prefix: bool = False
    missing_notes: Mapping[str, str] = field(default_factory=dict)


def signs(*sets: str) -> tuple[frozenset[str], ...]:
    """Sets of column names written as "id|date entered|board"."""
    return tuple(frozenset(written.split("|")) for written in sets)
