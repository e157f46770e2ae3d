"""Which clock a time runs on: its own words, the column, the table's note, the contract's rule; else a conflict.

It never assumes round the clock, and never assumes service hours merely because the contract defines them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.terms.hours import ALWAYS, NAMED, Hours
from knowledge.terms.passages import Contract, PlacedTable
from knowledge.terms.priorities import Scale
from knowledge.terms.quantities import Quantity
from knowledge.terms.wording import flat

OUT_OF_HOURS = re.compile(
    r"\b(?:otherwise|after[- ]hours|out[- ]of[- ](?:\w+ ){0,2}hours|outside(?: of)?(?: the)?(?: \w+){0,2} hours|ooh|at all other times|"
    r"non-?(?:business|working|service) hours|evenings?|weekends?)\b",
    re.IGNORECASE,
)
_ELAPSED = re.compile(r"\b(?:elapsed|actual|calendar|clock|real)[- ]+(?:time|hours?|days?|minutes?)\b", re.IGNORECASE)
_NEVER_STOPS = re.compile(
    r"\b(?:runs?|running|measured|counted|calculated|appl(?:y|ies)|operates?|elapses?)\b(?:\s+\w+){0,2}?\s+"
    r"(?:at all times(?!\s+(?:when|during|while|within|in)\b)|continuously\b(?!\s+(?:during|within|in)\b))",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:other|remaining|lower)\s+(?:\w+\s+){0,2}?(?:times?|targets?|priorit\w+|severit\w+|levels?|incidents?|tickets?|requests?|"
    r"calls?|faults?|cases|ones|response|resolution)\b|\b(?:all|the|any) (?:others?|rest|remainder)\b|\bothers\b|\botherwise\b",
    re.IGNORECASE,
)
_IN_A_LIST = re.compile(
    r"(?P<one>\b(?:(?:priority|priorities|severity|severities|sev)\s*|[ps])?[1-5])\s*(?:,\s*(?:and|or)?|\band\b|\bor\b|&)\s*"
    r"(?=(?:(?:priority|severity|sev)\s*|[ps])?[1-5]\b(?!\s*(?:min|hour|day|h\b)))",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:response|resolution|reaction|restor\w+|fix|target|service level|sla|repair)\w*\b.{0,160}"
    r"\b(?:measured|calculated|counted?|runs?|running|apply|applies|applied|are|is|expressed|stated|operates?|elapses?|"
    r"during|within|in|based)\b"
    r"|\b(?:all|the|these|those|such|above|stated|other)\s+(?:times?|hours|minutes|periods|durations|timescales)\b.{0,100}"
    r"\b(?:are|is|run|apply|measured|counted|refer|mean)\b"
    r"|\b(?:an?\s+)?[\"']?(?:hours?|minutes?|days?|d|h|min)[\"']?\s*(?:means?|refers?|=|are (?:measured|counted)|is (?:measured|counted))"
    r"|\b(?:times?|limits?|periods?|timescales?)\s+for\b.{0,80}\b(?:runs?|are|is|apply|applies|counted|measured)\b"
    r"|\b(?:priorit\w+|severit\w+|[ps][1-5])\b.{0,80}\b(?:runs?|handled|worked|covered|supported|dealt with)\b"
    r"|^\W*(?:hours|minutes|times) (?:run|count|are|apply)\b|\b(?:clocks?|timers?)\b|\btimes?\s+(?:shall be |will be |are |is )?(?:measured|calculated|counted|run|runs)\b|\bmeasured\b"
    r"|\breferences? to\b.{0,30}\b(?:hours?|minutes?|days?)\b.{0,30}\b(?:are|mean|refer|is)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_MATTER = re.compile(
    r"\bdowntime\b|\bavailab|\buptime\b|\boutages?\b|\bmaintenance\b|\bmonitor\w*|\bcredits?\b|\bnotices?\b|\bdeemed (?:delivered|received|given|served)|\binvoic|\bcharged?\b|\breferences? to .?.?(?:working|business|service)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[;,]\s*|\s+(?:and|but|while|whereas|except(?: that)?)\s+(?=.*\b(?:priorit|severit|P[1-5]\b|other|all|rest))",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:logged|received|raised|reported|submitted|made)\b.{0,60}\b(?:outside|after|out of)\b.{0,100}"
    r"\b(?:deemed|treated|regarded|considered|taken|dealt with|logged|clock|start)\b.{0,120}\b(?:next|following|start|opening|commence)",
    re.IGNORECASE | re.DOTALL,
)
_COVER = re.compile(
    r"\b(?:support|service|cover|assistance)\b.{0,40}\bavailable\b"
    r"|\b(?:provides?|offers?|delivers?|gives?)\b.{0,30}\b(?:support|cover|assistance|help)\b.{0,40}?\b(?:for|to|on)\b",
    re.IGNORECASE,
)
_SERVED = re.compile(r"\b(?:attempt\w*|efforts?|respond|resol\w*|fix|work\w*)\b", re.IGNORECASE)
SERVICE, CALENDAR = "service_hours", "calendar"
_EXCEPT = re.compile(
    r",?\s*\b(?:except(?:ing)?(?: that| for| in the case of)?|save (?:that|for)|other than|apart from|with the exception of)\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r",?\s*\bunless (?:otherwise|(?:the |this )?(?:table|row|column|cell|schedule) (?:says|states|shows|provides)|stated|marked|specified|indicated|noted|shown)[^.;,]*",
    re.IGNORECASE,
)
_BOUGHT = re.compile(
    r"\b(?P<tier>enhanced|premium|basic|gold|silver|bronze|platinum)\b(?=\s+(?:\w+\s+)?(?:customers?|clients?|plan|tier|package|support|subscribers?|level))",
    re.IGNORECASE,
)
_HEADS = re.compile(r"(?=\b(?:priorit(?:y|ies)|severit(?:y|ies))\s*[1-5P][^:=]{0,20}[:=])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A statement of the contract about clocks: for these priorities and metrics (none: all), times run on `clock`.

    `but` are priorities it expressly leaves out.
    """

    clock: str
    priorities: tuple[int, ...] = ()
    metrics: tuple[str, ...] = ()
    but: tuple[int, ...] = ()
    tier: str | None = None

    def covers(self, priority: int | None, metric: str, tier: str | None = None) -> bool:
        """Whether the statement speaks of a level; one that names priorities does not speak of levels with none."""
        if self.tier and tier != self.tier:
            return False
        if (self.priorities and priority not in self.priorities) or priority in self.but:
            return False
        return not self.metrics or metric in self.metrics

    @property
    def weight(self) -> int:
        """How specific the statement is: a rule that names priorities beats a general one."""
        return 4 * bool(self.tier) + 2 * bool(self.priorities) + bool(self.metrics)


def words_of(text: str) -> str | None:
    """The clock that a piece of text names; None where it names none, or both."""
    cleaned = OUT_OF_HOURS.sub(" ", flat(text))
    service = bool(NAMED.search(cleaned)) or bool(re.search(r"\bbusiness days\b", cleaned, re.IGNORECASE))
    calendar = any(words.search(cleaned) for words in (ALWAYS, _ELAPSED, _NEVER_STOPS))
    return None if service == calendar else SERVICE if service else CALENDAR


def rules_of(contract: Contract, scale: Scale, hours: list[Hours]) -> tuple[ClockRule, ...]:
    """Every statement in the contract's prose about the clock that times run on."""
    found: list[ClockRule] = []
    before, clause = "", ""
    for sentence in contract.sentences:
        told = before if sentence.clause == clause else ""
        found += _for_the_rest(rules_in(sentence.text, scale), sentence.text, scale.named(told))
        before, clause = (f"{told} {sentence.text}" if _REST.search(sentence.text) else sentence.text), sentence.clause
    if hours and all(one.always for one in hours):
        found.append(ClockRule(CALENDAR))
    return tuple(found)


def _for_the_rest(rules: list[ClockRule], text: str, named: tuple[int, ...]) -> list[ClockRule]:
    """What a sentence on "other priorities" says does not hold for those that the words before it name."""
    if not named or not _REST.search(text):
        return rules
    return [rule if rule.priorities or rule.but else replace(rule, but=named) for rule in rules]


def rules_in(text: str, scale: Scale) -> list[ClockRule]:
    """The clock statements in a sentence or table note ("Priority 1: actual time")."""
    text = _UNLESS.sub(" ", text)
    rule, *exception = _EXCEPT.split(text, maxsplit=1)
    if exception and _RULE.search(text) and scale.named(exception[0]):
        return _with_exception(rule, exception[0], scale)
    if _CARRIED.search(text):
        return [ClockRule(SERVICE, scale.named(text), metrics_in(text))]
    clock, named = words_of(text), scale.named(text)
    if clock == CALENDAR and named and _COVER.search(text):
        return [ClockRule(CALENDAR, named)]
    if _defines_hours(text) or _OTHER_MATTER.search(text):
        return []
    if clock is None:
        return _apart(text, scale)
    return [ClockRule(clock, named, metrics_in(text))] if _RULE.search(text) and not _says_a_time(text) else []


def _with_exception(rule: str, exception: str, scale: Scale) -> list[ClockRule]:
    """Read "in Service Hours except for P1, which runs 24x7"; an exception that names no clock only leaves P1 out."""
    clock, other, named = words_of(rule), words_of(exception), scale.named(exception)
    if clock is None or _OTHER_MATTER.search(rule) or not named:
        return []
    bought = _BOUGHT.search(exception)
    if bought and other:
        general = ClockRule(clock, scale.named(rule), metrics_in(rule))
        return [general, ClockRule(other, named, metrics_in(rule), tier=bought["tier"].lower())]
    found = [ClockRule(clock, scale.named(rule), metrics_in(rule), named)]
    return found + ([ClockRule(other, named, metrics_in(rule))] if other else [])


def _apart(text: str, scale: Scale) -> list[ClockRule]:
    """The statements of a sentence that names two clocks, each for its own priorities and one for all the rest."""
    heads = _HEADS.split(text)
    pieces = [(words_of(piece), scale.named(piece), piece) for piece in (heads if len(heads) > 2 else _pieces(text))]
    told = [
        (clock, named, metrics_in(_before_clock(piece)), bool(_REST.search(piece)))
        for clock, named, piece in pieces
        if clock and (named or _REST.search(piece) or re.search(r"\ball\b", piece, re.IGNORECASE))
    ]
    if len({clock for clock, *_ in told}) < 2 or not _RULE.search(text):
        return []
    others = tuple(dict.fromkeys(rank for _, named, _, rest in told if not rest for rank in named))
    return [
        ClockRule(clock, named, metrics, others if rest and not named else ()) for clock, named, metrics, rest in told
    ]


def _pieces(text: str) -> list[str]:
    """A sentence cut at its joints, where a piece that names no clock still belongs to the next one that does."""
    found, waiting = [], ""
    for piece in _PARTS.split(_IN_A_LIST.sub(r"\g<one>/", text)):
        waiting = f"{waiting}, {piece}" if waiting else piece
        if words_of(waiting):
            found.append(waiting)
            waiting = ""
    return [*found, waiting] if waiting else found


def _before_clock(piece: str) -> str:
    """The words of a statement up to the clock it names; what a table's next lines say is not its matter."""
    ends = [found.end() for words in (NAMED, ALWAYS, _ELAPSED, _NEVER_STOPS) if (found := words.search(piece))]
    return piece[: min(ends)] if ends else piece


def metrics_in(text: str) -> tuple[str, ...]:
    """The timed metrics that a statement is limited to."""
    found = [
        name
        for name, words in (
            ("response", r"\bre(?:spon|act)|\breply"),
            ("resolution", r"\bresol|\bfix|\brestor|\brepair"),
        )
        if re.search(words, text, re.IGNORECASE)
    ]
    return tuple(found)


def clock_of(
    quantity: Quantity,
    around: list[str],
    rules: tuple[ClockRule, ...],
    *,
    priority: int | None,
    metric: str,
    tier: str | None = None,
) -> tuple[str | None, bool]:
    """The clock of a time and whether its own surroundings named it.

    `around` runs from the nearest words outwards (the words beside it, column header, table note, title). None means
    that nothing in the contract says, or that two statements disagree.
    """
    if quantity.clock:
        return ("business_days" if quantity.clock == "same_day" else quantity.clock), True
    near = next((clock for clock in map(words_of, around) if clock), None)
    if near:
        return _for_days(near, quantity), True
    covering = [rule for rule in rules if rule.covers(priority, metric, tier)]
    top = max((rule.weight for rule in covering), default=0)
    clocks = {rule.clock for rule in covering if rule.weight == top}
    return (_for_days(clocks.pop(), quantity), False) if len(clocks) == 1 else (None, False)


def table_rules(placed: PlacedTable, scale: Scale) -> tuple[ClockRule, ...]:
    """Statements in a table's notes and the words just before it; a bare "Service Hours" in its title rules it all."""
    texts = [flat(note) for note in placed.table.notes] + [placed.lead]
    found: list[ClockRule] = []
    for text in texts:
        named: tuple[int, ...] = ()
        for piece in re.split(r"(?<=[.;])\s+(?=[A-Z])", text):
            found += _for_the_rest(_note_rules(piece, scale), piece, named)
            named = (*(named if _REST.search(piece) else ()), *scale.named(piece))
    return tuple(found)


def _note_rules(text: str, scale: Scale) -> list[ClockRule]:
    clock = words_of(text)
    if clock is None or _defines_hours(text) or not re.search(r"hour|time|min|clock|day", text, re.IGNORECASE):
        return []
    return rules_in(text, scale) or ([ClockRule(clock, scale.named(text))] if len(text) < 160 else [])


def _for_days(clock: str, quantity: Quantity) -> str:
    return "business_days" if clock == SERVICE and quantity.unit in {"day", "week", "month"} else clock


def _defines_hours(text: str) -> bool:
    """Whether the sentence only says when the hours are ("Service Hours means ...")."""
    return bool(
        re.match(rf"[\W\d]*(?:the\s+)?(?:\"?{NAMED.pattern})\W*(?:means?|are|is|:|shall|will|-)", text, re.IGNORECASE)
    )


def _says_a_time(text: str) -> bool:
    """Whether the sentence is itself a level ("shall respond within 15 minutes during Service Hours")."""
    return bool(
        re.search(r"\b(?:within|in)\s+(?:\w+\s*\(?)?\d+\)?\s*(?:\w+\s+)?(?:min|hour|day)", text, re.IGNORECASE)
    ) or (
        bool(_SERVED.search(text))
        and not re.search(
            r"\btimes?\b|\btargets?\b|\bclock\b|\bhours? (?:is|are|means?|run)|\breferences?\b|=", text, re.IGNORECASE
        )
    )
