"""Maintenance and outage notices: when, what state, which service, under which reference, with what effect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from knowledge.mail.calendars import Event, events_in
from knowledge.mail.choosing import to_come, told_in_passing, windows_of
from knowledge.mail.model import Mail
from knowledge.mail.naming import impact_of, reference_in, services_in
from knowledge.mail.spans import spans_in
from knowledge.mail.stating import State, state_of
from knowledge.mail.windows import Setting, When, Window

WORK = re.compile(
    r"\b(?:planned|scheduled|emergency|essential|routine|urgent|preventi\w+|upcoming|network|provider|service|carrier|system|server|platform)\s+"
    r"(?:[\w-]+\s+){0,3}(?:maintenance|works?\b(?!\s+(?:for|fine|with|well))|outage|upgrades?|downtime|interruption)"
    r"|\bmaintenance\s+(?:(?:of|on|to)\s+(?:the|your|our)|window|notice|notification|alert|advisory|event|activity|works?|request|is\s+scheduled|has\s+been)|\bmaint-notices\b"
    r"|\bchange\s+(?:notification|advisory)|\b(?:wartungs\w+|mantenimiento\s+programado|maintenance\s+programmée|manutenzione\s+programmata)",
    re.IGNORECASE,
)
FAULT = re.compile(
    r"\b(?:outage|service\s+(?:disruption|interruption|degradation)|degraded\s+(?:performance|service)|loss\s+of\s+(?:service|connectivity)|"
    r"major\s+incident|\[p[12]\]|incident\s+(?:notification|notice|update|report))\b",
    re.IGNORECASE,
)
# A window spoken of in passing announces no work: "we will fit it at the next maintenance window".
IN_PASSING = re.compile(
    r"\b(?:(?:at|in|during|for|until|within|outside|before|after|by|into|of)\s+)?(?:the|a|an|our|your|its|their|any)?\s*(?:next|following|usual|regular|normal|standard|agreed|weekly|monthly|future|forthcoming|suitable|available|later|out[\s-]of[\s-]hours)\s+(?:planned\s+|scheduled\s+)?(?:maintenance|change)\s+(?:window|slot|period|weekend)s?",
    re.IGNORECASE,
)
LONGEST = 60_000  # letters; no notice is longer, and a log pasted into a mail is no notice
EMERGENCY = re.compile(r"\b(?:emergency|urgent|unplanned|short[- ]notice)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice announces. `kind` is "maintenance" or "outage"; an empty reference or impact was not written.

    `doubts` are sentences for a person; a start or an end in doubt carries its own as well.
    """

    kind: str
    state: State
    windows: tuple[Window, ...]
    reference: str = ""
    services: tuple[str, ...] = ()
    impact: str = ""
    effect: str = ""
    emergency: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def start(self) -> When | None:
        """The start of the first span that is not a spare one."""
        return self.windows[0].start if self.windows else None

    @property
    def end(self) -> When | None:
        """The end of the same span."""
        return self.windows[0].end if self.windows else None

    def told_ahead(self, sent: datetime | None) -> timedelta | None:
        """How long before the start the mail was sent (negative: after it); None where either is not sure."""
        start = self.start
        return start.at - sent if sent and start and start.sure and start.at else None


def read_notice(mail: Mail, zone: tzinfo | None = None) -> Notice | None:
    """What a mail announces; None where it announces neither work nor an outage. `zone` is the reader's own."""
    events = [event for part in mail.calendars for event in events_in(part)]
    top = "\n".join((mail.subject, mail.latest[:600]))
    told = next((event for event in events if "X-MAINTNOTE-STATUS" in event.fields or WORK.search(event.summary)), None)
    work = bool(WORK.search(f"{mail.subject}\n{IN_PASSING.sub(' ', mail.latest[:600])}")) or told is not None
    if not work and not FAULT.search(top):
        return None
    body = _body(mail)
    text = f"{mail.subject}\n{body}"
    setting = Setting(mail.sent, zone, text)
    windows, doubts = windows_of(mail, body, events, setting, mine=told is not None and not mail.latest)
    state = state_of(mail, told or (events[0] if events else None), State.CONFIRMED if work else State.IN_PROGRESS)
    if state in {State.CONFIRMED, State.TENTATIVE, State.RESCHEDULED}:
        windows = to_come(windows, mail)
    if not work and not windows:
        windows = told_in_passing(mail)
    calendar = told or (events[0] if events else None)
    effect, impact = impact_of(text)
    return Notice(
        kind="maintenance" if work else "outage",
        state=state,
        windows=tuple(sorted(windows, key=lambda one: one.backup)),
        reference=reference_in(mail.subject, body)
        or _field(calendar, "X-MAINTNOTE-MAINTENANCE-ID")
        or _summary_reference(calendar),
        services=services_in(body, mail.tables) or _objects(calendar),
        impact=impact or _field(calendar, "X-MAINTNOTE-IMPACT").lower(),
        effect=effect,
        emergency=bool(EMERGENCY.search(top)),
        doubts=tuple(doubts),
    )


def _body(mail: Mail) -> str:
    """The mail's own words; where they give no time, also those of the notice they answer."""
    own = mail.latest[:LONGEST]
    if not mail.quoted or spans_in(own):
        return own
    return f"{own}\n\n{mail.quoted[0].text[:LONGEST]}"


def _field(event: Event | None, name: str) -> str:
    return event.fields.get(name, "") if event else ""


def _objects(event: Event | None) -> tuple[str, ...]:
    named = _field(event, "X-MAINTNOTE-OBJECT-ID")
    return (named,) if named else ()


def _summary_reference(event: Event | None) -> str:
    return reference_in(event.summary, "") if event else ""
