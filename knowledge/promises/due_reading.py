"""A time phrase read whole: its pieces found, joined ("Friday 16 October at 5pm"), and the one that binds chosen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from knowledge.promises.due_atoms import Atom, Reader, Sent
from knowledge.promises.due_days import DAYS
from knowledge.promises.due_periods import NAMED_WEEKS, PERIODS
from knowledge.promises.due_times import CLOSINGS, RHYTHMS, SPANS, TIMES, VAGUE, zone_after
from knowledge.promises.model import Due

_ORDER = (RHYTHMS, NAMED_WEEKS, DAYS, PERIODS, SPANS, CLOSINGS, TIMES, VAGUE)
_LEAD = re.compile(
    r"(?<!\w)(?P<lead>no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|at\s+the\s+latest\s+by|by\s+latest|latest\s+by|latest|by|before|ahead\s+of|prior\s+to|within|in\s+time\s+for|ready\s+for|"
    r"(?:aim(?:ing)?|go(?:ing)?|schedule|book|arrange|scheduled|booked|planned|set|arranged|pencilled\s+in|confirmed|lined\s+up|due|diarised|down|targeted|slated|earmarked)\s+(?:in\s+)?(?:for|on|by)|due|eta:?|ready\s+by|with\s+effect\s+from|effective(?:\s+from)?|starting(?:\s+(?:from|on))?|beginning(?:\s+on)?|as\s+from|as\s+of|from|until|till|"
    r"up\s+to|through|not\s+before|no\s+earlier\s+than|after|since|following|for|of|dated|between|over|during|on|at|in|to|last|past|previous)"
    r"\s*(?:the\s+|around\s+|about\s+|approximately\s+|approx\.?\s+|roughly\s+|circa\s+|say\s+|latest\s+|c\.\s*)?$",
    re.IGNORECASE,
)
_EVENT_LEAD = re.compile(
    r"\b(?:following|after|from|of|about|regarding|for|during|caused\s+by|since|in|to|concerning|covering|behind|with)\s+(?:\S+\s+){0,4}?"
    r"(?:issues?|outages?|incidents?|failures?|problems?|meeting|call|conversation|discussion|e-?mail|message|visit|complaint|ticket|request|events?|disruption|freeze|letter|review|report)"
    r"\s+(?:on|of|at|dated|from)?\s*$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"later|before|by|within|prior|ahead|time for|ready|aim|going|go for|schedule|book|arrange|scheduled|booked|planned|set|arranged|pencilled|confirmed|lined|due|eta|latest|diarised|down|targeted|slated|earmarked|between",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"^(?:after|since|following|for|of|dated|last|past|previous|not before|no earlier than)$", re.IGNORECASE
)
_READY = re.compile(
    r"\b(?:it|them|this|that|done|ready|complete|back|fixed|in place|sorted|live|you|visit|engineer|attend\w*|slot|delivery)\s+(?:\w+\s+)?for\s+$",
    re.IGNORECASE,
)
_BOOKS = re.compile(
    r"\b(?:schedul|book|arrang|organis|set|plan|diaris)\w*\b.*\b(?:call|visit|meeting|session|appointment|workshop|review|time)\s+for\s+$",
    re.IGNORECASE,
)
_LOOSE = {"on", "from", "in", "at"}
_BEFORE = re.compile(r"^(?:before|ahead of|prior to)$", re.IGNORECASE)
_STARTS = re.compile(
    r"^(?:from|starting(?: from| on)?|beginning(?: on)?|effective(?: from)?|with effect from|as from|as of)$",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"^\s*(?:,|\(|\bat\b|\bon\b|\bby\b|\bbefore\b|\bof\b|\bthe\b|\baround\b|\babout\b|\bno later than\b|\blocal time\b|\buk time\b|–|-|@|\bfrom\b|\bbetween\b|\bsay\b|\s)*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^\s*(?:-|–|/|\bto\b|\bor\b|\bto the\b|\bor the\b|\binto\b|\buntil\b|\bor on\b|\bor early\b)\s*$", re.IGNORECASE
)
_BOTH_ENDS = re.compile(r"\d\S*\s*(?:-|–|\bto\b|\buntil\b|\bbis\b)\s*(?:\w+\s+)?\d|day\s+(?:to|until)\b", re.IGNORECASE)
_AND = re.compile(r"^\s*\band\b\s*(?:the\s+)?$", re.IGNORECASE)
_LATEST = re.compile(r"^\s*(?:,\s*)?at\s+the\s+(?:very\s+)?latest", re.IGNORECASE)


def read_due(text: str, sent: Sent, *, standing: bool = False) -> tuple[Due, int, int] | None:
    """What a clause names as its time, with the place of the words; None where it names none.

    With several, the words that bind ("by", "within") win over those that only stand beside; an event's date ("the
    outage on 7 October") never counts. `standing` leaves out spans, which then are a way of working.
    """
    ranked = [(rank, atom) for atom in _joined(text, _atoms(text, sent), sent) if (rank := _rank(text, atom)) > 0]
    if standing:
        ranked = [
            (rank, atom)
            for rank, atom in ranked
            if atom.kind not in {"instant", "anchored"} and not _is_span(text, atom)
        ]
    if not ranked:
        return None
    _, best = max(ranked, key=lambda pair: (pair[0], pair[1].start))
    every = next((atom.every for _, atom in ranked if atom.every), None)
    return replace(_due(text, best, sent), every=every), _from(text, best), best.end


def _is_span(text: str, atom: Atom) -> bool:
    return bool(re.match(r"(?:within|in|inside|under|less)\b", text[atom.start : atom.end], re.IGNORECASE))


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), reader)
        for group in _ORDER
        for pattern, reader in group
    )


def _atoms(text: str, sent: Sent) -> list[Atom]:
    """The pieces, the more telling patterns first, none overlapping another."""
    taken = bytearray(len(text))
    found = []
    for pattern, reader in _compiled():
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            atom = reader(match, sent)
            if atom is None or not _a_time(text, atom):
                continue
            taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
            found.append(replace(atom, lead=_lead(text, atom.start)))
    return sorted(found, key=lambda atom: atom.start)


def _a_time(text: str, atom: Atom) -> bool:
    """Whether a short weekday or month is one: "sat" and "may" are words too, and a fixed name is no deadline."""
    words = text[atom.start : atom.end]
    if atom.kind == "day" and words.lower() in {"sat", "sun", "wed", "mon", "sat.", "sun."}:
        return words[:1].isupper() or _lead(text, atom.start) in {"by", "on", "before", "until", "no later than"}
    return True


def _lead(text: str, at: int) -> str:
    match = _LEAD.search(text[max(0, at - 40) : at])
    return " ".join(match["lead"].lower().split()) if match else ""


def _from(text: str, atom: Atom) -> int:
    match = _LEAD.search(text[max(0, atom.start - 40) : atom.start])
    return atom.start - (len(match.group()) if match else 0)


def _joined(text: str, atoms: list[Atom], sent: Sent) -> list[Atom]:
    """Days with their times, and spans of two days, as one."""
    made: list[Atom] = []
    for atom in atoms:
        if made and (both := _both(made[-1], atom, text[made[-1].end : atom.start], sent)):
            made[-1] = both
        else:
            made.append(atom)
    return [_settled(_zoned(atom, text), sent) for atom in made]


def _zoned(atom: Atom, text: str) -> Atom:
    return replace(atom, zone=zone_after(text, atom.end)) if atom.time is not None and not atom.zone else atom


def _both(one: Atom, two: Atom, gap: str, sent: Sent) -> Atom | None:
    """Two pieces as one: a span of days or of hours, or a day with its time; None where they stand apart."""
    timed, daily = {"time", "closing"}, {"day", "window"}
    if one.kind in daily and two.kind in daily:
        return _two_days(one, two, gap)
    if (
        two.kind == "time"
        and one.time is not None
        and (_ranges(one, gap) or (one.kind == "window" and _JOINT.match(gap)))
    ):
        return replace(one, end=two.end)
    if not _JOINT.match(gap):
        return None
    if one.kind in daily and two.kind in timed and one.time is None and not one.zone:
        return _timed(one, two, sent, end=two.end)
    if one.kind in timed and two.kind in daily:
        return replace(_timed(two, one, sent, end=two.end), start=one.start, lead=one.lead or two.lead)
    return None


def _two_days(one: Atom, two: Atom, gap: str) -> Atom | None:
    """From one day to another, or the same day said twice."""
    if _spans(one, gap) and one.first and two.last and two.last >= one.first:
        return replace(one, kind="window", end=two.end, last=two.last, note="")
    same = one.kind == two.kind == "day" and one.first == two.first and _JOINT.match(gap)
    return replace(one, end=two.end) if same else None


def _ranges(one: Atom, gap: str) -> bool:
    """Whether a second time of day is the end of the first."""
    return bool(_TO.match(gap)) or (bool(_AND.match(gap)) and (one.lead == "between" or one.kind == "day"))


def _spans(one: Atom, gap: str) -> bool:
    return bool(_TO.match(gap)) or (one.lead == "between" and bool(_AND.match(gap)))


def _timed(day: Atom, clock: Atom, sent: Sent, *, end: int) -> Atom:
    """A day with a time; a weekday that is today and whose time has passed is the one in a week."""
    made = replace(day, end=end, time=clock.time, zone="closing" if clock.kind == "closing" else clock.zone)
    if day.kind == "window" and day.first == sent.day and clock.time and "same day" in day.note:
        over = clock.time <= sent.moment.time()
        return replace(made, kind="day", first=day.last, note="") if over else made
    return made


def _settled(atom: Atom, sent: Sent) -> Atom:
    """A time of day without a day is the next such time; close of business is today's until it has passed."""
    if atom.kind == "time":
        return _time_alone(atom, sent)
    if atom.kind == "closing":
        shut = sent.days.closing(sent.day)
        over = not sent.days.works(sent.day) or (shut is not None and sent.moment.time() >= shut)
        day = sent.days.after(sent.day, 1) if over else sent.day
        return replace(atom, kind="day", first=day, last=day, zone="closing")
    return atom


def _time_alone(atom: Atom, sent: Sent) -> Atom:
    if atom.time is None:
        return replace(atom, kind="day", first=sent.day, last=sent.day)
    zone = ZoneInfo(atom.zone) if atom.zone else sent.moment.tzinfo
    local = sent.moment.astimezone(zone)
    day = local.date() if atom.time > local.time() else local.date() + timedelta(days=1)
    instant = datetime.combine(day, atom.time, zone).astimezone(sent.moment.tzinfo)
    return replace(atom, kind="instant", instant=instant)


def _rank(text: str, atom: Atom) -> int:
    """How much a piece binds: 0 for what only names an event or the past."""
    firm = bool(_STRONG.search(atom.lead)) or _span_words(text, atom)
    if _names_an_event(text, atom, firm=firm):
        return 0
    if _WEAK.match(atom.lead):
        return 2 if atom.lead == "for" and _ready_for(text[: atom.start]) and atom.kind in {"day", "window"} else 0
    if atom.kind in {"vague", "every"}:
        return 1 if atom.kind == "vague" else 2
    if atom.kind == "instant" and atom.time is not None and not firm:
        return 2
    return 5 if firm or atom.kind == "anchored" else 3


def _names_an_event(text: str, atom: Atom, *, firm: bool) -> bool:
    """Whether the piece dates something else than the deed, or is too loose to be its day."""
    if not firm and _EVENT_LEAD.search(text[: atom.start]):
        return True
    if atom.kind == "unread" and not firm and atom.lead not in _LOOSE:
        return True
    return atom.lead == "in" and "new year" in text[atom.start : atom.end].lower()


def _span_words(text: str, atom: Atom) -> bool:
    return bool(re.match(r"within|inside|no later|in\b", text[atom.start : atom.end], re.IGNORECASE))


def _ready_for(before: str) -> bool:
    """Read "ready for Friday" and "book a call for Friday" as days that bind; "the agenda for Friday" is none."""
    return bool(_READY.search(before) or _BOOKS.search(before))


def _due(text: str, atom: Atom, sent: Sent) -> Due:
    start, end = _from(text, atom), atom.end
    latest = _LATEST.match(text[end:])
    words = text[start : end + (latest.end() if latest else 0)].strip(" ,(")
    words = words if re.search(r"\b[ap]\.m\.$", words, re.IGNORECASE) else words.rstrip(".")
    made = Due(words=words, note=atom.note, every=atom.every, vague=atom.kind == "vague")
    if atom.kind == "instant" and atom.instant is not None:
        return replace(made, on=atom.instant.date(), at=atom.instant)
    if atom.kind not in {"day", "window"} or atom.first is None or atom.last is None:
        return made
    if _STARTS.match(atom.lead) and not (atom.first != atom.last and _BOTH_ENDS.search(text[atom.start : end])):
        return replace(made, on=atom.first, starts=True)
    if _BEFORE.match(atom.lead) and atom.time is None and atom.zone != "closing" and not _ends(text, atom):
        day = atom.first - timedelta(days=1)
        return replace(made, on=day, note=made.note or "the day before, as it says before") if day >= sent.day else made
    if atom.first != atom.last:
        return replace(made, first=atom.first, last=atom.last)
    return replace(made, on=atom.first, at=_moment(atom, atom.first, sent))


def _ends(text: str, atom: Atom) -> bool:
    """Read "Before the end of the month" is by its end."""
    return bool(
        re.match(r"(?:the\s+)?(?:end|close)\b|eo|month|year[\s-]end", text[atom.start : atom.end], re.IGNORECASE)
    )


def _moment(atom: Atom, day: date, sent: Sent) -> datetime | None:
    if atom.zone == "closing":
        shut = sent.days.closing(day)
        return datetime.combine(day, shut, sent.moment.tzinfo) if shut else None
    if atom.time is None:
        return None
    zone = ZoneInfo(atom.zone) if atom.zone else sent.moment.tzinfo
    return datetime.combine(day, atom.time, zone).astimezone(sent.moment.tzinfo)
