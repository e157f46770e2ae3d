"""How a provider kept us told in one incident: time to the first word, silences against what was promised, and its end.

Source: gap coverage is the sum of min(gap, promised) over the sum of the gaps, the last gap while it is open included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from store.facts.common import Source
from store.measures.credit_values import as_decimal

WORD_KINDS = frozenset({"notice", "update", "clear", "cause"})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on the timeline: `kind` is start, notice, update, clear, cause or end; `promised_next` what it announced."""

    at: datetime
    kind: str
    what: str
    source: Source
    promised_next: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence from one word to the next (or to the end); `promised_by` is when the earlier word said we would hear."""

    start: datetime
    end: datetime
    promised_by: datetime | None

    @property
    def seconds(self) -> int:
        """How long it lasted."""
        return int((self.end - self.start).total_seconds())

    @property
    def late_s(self) -> int:
        """How long after the promised moment the next word came; nothing where none was promised."""
        return max(0, int((self.end - self.promised_by).total_seconds())) if self.promised_by else 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """An incident as we were told of it. `first_word_s` is None where its beginning or any word is not known.

    `cleared` is the message that said it was over, `cause` the one that explained it; None where there was none.
    """

    events: tuple[Event, ...]
    first_word_s: int | None
    gaps: tuple[Gap, ...]
    cleared: Event | None
    cause: Event | None

    @property
    def longest(self) -> Gap | None:
        """The longest silence."""
        return max(self.gaps, key=lambda gap: gap.seconds, default=None)

    def coverage(self, promised_s: int) -> Decimal | None:
        """Per cent of the time that was covered by word at the promised interval; None without a gap."""
        total = sum(gap.seconds for gap in self.gaps)
        if not total:
            return None
        return as_decimal(Fraction(100 * sum(min(gap.seconds, promised_s) for gap in self.gaps), total), 2)


def timeline(events: Sequence[Event], *, now: datetime) -> Timeline:
    """Put an incident's events in order and measure the silences between its words, up to the all-clear or to now."""
    ordered = tuple(sorted(events, key=lambda event: event.at))
    words = [event for event in ordered if event.kind in WORD_KINDS]
    began = next((event for event in ordered if event.kind == "start"), None)
    cleared = next((event for event in words if event.kind == "clear"), None)
    ended = cleared or next((event for event in ordered if event.kind == "end"), None)
    until = ended.at if ended else now
    during = [event for event in words if event.at <= until and event.kind != "cause"]
    first = int((during[0].at - began.at).total_seconds()) if began and during and during[0].at >= began.at else None
    cause = next((event for event in words if event.kind == "cause"), None)
    return Timeline(ordered, first, _gaps(during, until), cleared, cause)


def _gaps(words: Sequence[Event], until: datetime) -> tuple[Gap, ...]:
    ends = [*(event.at for event in words[1:]), until]
    gaps = [Gap(event.at, end, event.promised_next) for event, end in zip(words, ends, strict=False)]
    return tuple(gap for gap in gaps if gap.end > gap.start)
