"""Maintenance and outage notices: when, what state, which service, under which reference, with what effect."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from knowledge.mail.calendars import Event, events_in
from knowledge.mail.model import Mail
from knowledge.mail.naming import impact_of, reference_in, services_in
from knowledge.mail.spans import spans_in, spans_in_tables
from knowledge.mail.windows import Setting, When, Window, settled

WORK = re.compile(
    r"\b(?:planned|scheduled|emergency|essential|routine|urgent|preventi\w+|upcoming|network|provider|service|carrier|system|server|platform)\s+"
    r"(?:[\w-]+\s+){0,3}(?:maintenance|works?\b(?!\s+(?:for|fine|with|well))|outage|upgrades?|downtime|interruption)"
    r"|\bmaintenance\s+(?:window|notice|notification|alert|advisory|event|activity|works?|request|is\s+scheduled|has\s+been)|\bmaint-notices\b"
    r"|\bchange\s+(?:notification|advisory)|\b(?:wartungs\w+|mantenimiento\s+programado|maintenance\s+programmée|manutenzione\s+programmata)",
    re.IGNORECASE,
)
FAULT = re.compile(
    r"\b(?:outage|service\s+(?:disruption|interruption|degradation)|degraded\s+(?:performance|service)|loss\s+of\s+(?:service|connectivity)|"
    r"major\s+incident|\[p[12]\]|incident\s+(?:notification|notice|update|report))\b",
    re.IGNORECASE,
)
_HOUR = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d%])(?!\s*[ap]\.?m)"
SINCE = re.compile(
    rf"\b(?:since|(?:began|started|starting|beginning)\s+(?:at|from))\s+(?:around\s+|approximately\s+)?{_HOUR}",
    re.IGNORECASE,
)
OVER = re.compile(
    rf"\b(?:restored|resolved|recovered|fixed|back\s+(?:up|online|to\s+normal))\b[^.!?\n]{{0,30}}?\bat\s+(?:around\s+)?{_HOUR}",
    re.IGNORECASE,
)
EMERGENCY = re.compile(r"\b(?:emergency|urgent|unplanned|short[- ]notice)\b", re.IGNORECASE)


class State(StrEnum):
    """How far the announced work has come."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in progress"
    COMPLETED = "completed"


_STATES = (
    (State.CANCELLED, r"cancel(?:l?ed|lation|ling)?|withdrawn|called\s+off|annulé|annulliert|storniert|abgesagt"),
    (
        State.COMPLETED,
        r"complete[d]?|completion|concluded|finished|restored|resolved|closed|end\s+of\s+(?:\w+\s+)?window",
    ),
    (
        State.RESCHEDULED,
        r"re-?\s?schedul(?:ed?|ing)|postponed?|postponement|revised|new\s+dates?|date\s+change|correction|corrected|moved|deferred",
    ),
    (
        State.IN_PROGRESS,
        r"in\s+progress|started|commenced|begun|underway|under\s+way|ongoing|start\s+(?:of\s+)?(?:the\s+)?maintenance|maintenance\s+start(?:ing)?\b(?!\s*(?:time|date|:))",
    ),
    (State.TENTATIVE, r"tentative|provisional|to\s+be\s+confirmed|proposed|draft|subject\s+to\s+confirmation"),
)
CORRECTED = re.compile(
    r"^\W*(?:new\s+)?(?:start|end)[^\n]{0,80}\d[^\n]{0,60}\W(?:correction|corrected|revised|rescheduled)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_SAID = re.compile(
    r"\b(?:if|when|once|should|unless|until|in\s+case|in\s+the\s+event|after|before|whether|may|might|could|can|would|to\s+be|consider|"
    r"not\s+been|list\s+of|those|please\s+(?:check|see|find)|expected\s+to|will\s+be|has\s+not|have\s+not|pending)\b",
    re.IGNORECASE,
)
_ASSERTED = {
    State.CANCELLED: r"\b(?:has|have|had|is|are|was|were|been|being|stands?\s+as|now|hereby)\s+(?:\w+\s+){0,2}(?:cancell?ed|withdrawn|called\s+off)|"
    r"\bwill\s+(?:no\s+longer|not(?:\s+now)?)\s+(?:take\s+place|go\s+ahead|proceed|be\s+going)|\bhas\s+cancelled\b|\bcancellation\s+of\b",
    State.COMPLETED: r"\b(?:has|have|is|was|were)\s+(?:\w+\s+){0,3}(?:completed|concluded|finished|complete)\b|\bservice\s+(?:was|is|has\s+been)\s+(?:\w+\s+)?restored",
    State.RESCHEDULED: r"\b(?:has|have|had|is|was|been|being|were)\s+(?:\w+\s+){0,2}(?:re-?\s?scheduled|postponed|moved|deferred)|\bhas\s+rescheduled\b|"
    r"\brevised\s+(?:\w+\s+)?(?:dates?|times?|window)",
    State.IN_PROGRESS: r"\b(?:has|have)\s+(?:now\s+)?(?:started|begun|commenced)|\b(?:is|are)\s+(?:now\s+|currently\s+)?(?:in\s+progress|under\s*way|ongoing|investigating)",
    State.TENTATIVE: r"\b(?:is|are|dates?)\s+(?:\w+\s+)?(?:tentative|provisional)",
}


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
    work = bool(WORK.search(top)) or told is not None
    if not work and not FAULT.search(top):
        return None
    body = _body(mail)
    text = f"{mail.subject}\n{body}"
    setting = Setting(mail.sent, zone, text)
    windows, doubts = _windows(mail, body, events, setting, mine=told is not None and not mail.latest)
    if not work and not windows:
        windows = _told_in_passing(mail)
    calendar = told or (events[0] if events else None)
    effect, impact = impact_of(text)
    return Notice(
        kind="maintenance" if work else "outage",
        state=_state(mail, calendar, State.CONFIRMED if work else State.IN_PROGRESS),
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


def _told_in_passing(mail: Mail) -> list[Window]:
    """An outage that began "since 09:20" or was over "at 12:02": hours of the day of the mail, if not later than it."""
    start, end = (_hour(pattern.search(mail.latest), mail.sent) for pattern in (SINCE, OVER))
    return [Window(start, end)] if start or end else []


def _hour(match: re.Match[str] | None, sent: datetime | None) -> When | None:
    if match is None or sent is None:
        return None
    at = sent.replace(hour=int(match["hour"]), minute=int(match["minute"]), second=0)
    doubt = f"“{match.group().strip()}” names no day." if at > sent else ""
    return When(at, match.group().strip(), (at,), doubt)


def _body(mail: Mail) -> str:
    """The mail's own words; where they give no time, also those of the notice they answer."""
    if spans_in(mail.latest) or not mail.quoted:
        return mail.latest
    return f"{mail.latest}\n\n{mail.quoted[0].text}"


def _field(event: Event | None, name: str) -> str:
    return event.fields.get(name, "") if event else ""


def _objects(event: Event | None) -> tuple[str, ...]:
    named = _field(event, "X-MAINTNOTE-OBJECT-ID")
    return (named,) if named else ()


def _summary_reference(event: Event | None) -> str:
    return reference_in(event.summary, "") if event else ""


def _windows(
    mail: Mail, body: str, events: list[Event], setting: Setting, *, mine: bool
) -> tuple[list[Window], list[str]]:
    """The spans of the body, checked against subject and calendar; where the body has none, theirs."""
    own = settled([*spans_in(body), *spans_in_tables(mail.tables)], setting)
    titled = settled(spans_in(mail.subject), setting)
    dated = [_entered(event) for event in events if event.start]
    if mine or (not own and not titled):
        return dated, []
    if not own:
        return titled, _calendar_doubt(titled, dated)
    first = own[0]
    if titled and titled[0].start and first.start:
        if first.end is None and _agree(first.start, titled[0].start):
            own[0] = replace(first, end=titled[0].end)
        elif not _agree(first.start, titled[0].start) or not _agree(first.end, titled[0].end):
            own[0] = _unsure(first, titled[0])
    return own, _calendar_doubt(own, dated)


def _entered(event: Event) -> Window:
    start, end = (When(at, "calendar entry", (at,)) if at else None for at in (event.start, event.end))
    return Window(start, end)


def _agree(one: When | None, other: When | None) -> bool:
    if one is None or other is None or one.at is None or other.at is None:
        return True
    return abs(one.at - other.at) < timedelta(minutes=2)


def _unsure(body: Window, subject: Window) -> Window:
    """Body and subject say different times: neither is told as a fact."""

    def doubted(one: When | None, other: When | None) -> When | None:
        if one is None or other is None or _agree(one, other):
            return one
        said = f"The text says “{one.words}” and the subject says “{other.words}”."
        return replace(one, doubt=said, readings=tuple(dict.fromkeys((*one.readings, *other.readings))))

    return replace(body, start=doubted(body.start, subject.start), end=doubted(body.end, subject.end))


def _calendar_doubt(windows: list[Window], dated: list[Window]) -> list[str]:
    if not dated or not windows or any(_agree(one.start, other.start) for one in windows for other in dated):
        return []
    return [
        "The calendar entry that came with the mail gives another time than its text; go by the text and ask which is right."
    ]


def _state(mail: Mail, event: Event | None, otherwise: State) -> State:
    """The state that the subject names, or the first lines, or a sentence that says so; else `otherwise`."""
    coded = _field(event, "X-MAINTNOTE-STATUS").lower().replace("-", " ")
    if coded in {state.value for state in State}:
        return State(coded)
    for state, words in _STATES:
        if re.search(rf"\b(?:{words})\b", mail.subject, re.IGNORECASE) and not re.search(
            r"\bnot\b", mail.subject, re.IGNORECASE
        ):
            return state
    headings = [
        line
        for line in mail.latest.split("\n")[:8]
        if 0 < len(line.split()) <= 12 and not line.rstrip().endswith((".", ","))
    ]
    for line in headings:
        for state, words in _STATES:
            if re.search(rf"\b(?:{words})\b", line, re.IGNORECASE) and ":" not in line[:-1]:
                return state
            if re.search(rf"notification\b.{{0,40}}[-–—]\s*(?:{words})\b", line, re.IGNORECASE):
                return state
    if CORRECTED.search(mail.latest):
        return State.RESCHEDULED
    return _asserted(mail.latest) or (State.CANCELLED if event and event.cancelled else otherwise)


def _asserted(text: str) -> State | None:
    """What a sentence of the text says has happened to the work, leaving out what it only allows for."""
    plain = re.sub(r"\bwould\s+like\s+to\b", "", re.sub(r"[*_]", "", text), flags=re.IGNORECASE)
    plain = re.sub(r"(?<!\n)\n(?!\n)", " ", plain)
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", plain)[:60]:
        for state, words in _ASSERTED.items():
            match = re.search(words, sentence, re.IGNORECASE)
            if match and not _NOT_SAID.search(sentence[: match.end()]):
                return state
    return None
