"""The things a question names: metrics, priorities, a service, a kind of ticket, a duty, and the form of answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.asking.everyday import turning_words
from bot.answering.asking.naming import service_named
from bot.answering.asking.vocabulary import (
    ANY_PRIORITY,
    KINDS,
    METRICS,
    MORE_NUMBERS,
    PER_USER,
    PRIORITIES,
    PRIORITY_SPAN,
    SERVICES,
    SPOKEN_NUMBERS,
    UNMEASURED,
    WITHOUT_CANCELLED,
)
from store.facts.agreed import Metric
from store.facts.tickets import TicketType

METRIC_WORDS = tuple((metric, re.compile(rf"\b(?:{pattern})")) for metric, pattern in METRICS)
PRIORITY_WORDS = tuple((number, re.compile(pattern)) for number, pattern in PRIORITIES)
KIND_WORDS = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS)
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("why", r"\bwhy\b|\bhow come\b"),
        ("share", r"\b(?:percent|percentage|share|proportion|fraction)\b|\bwhat %|\brate\b"),
        ("how_many", r"\bhow many\b|\bnumber of\b|\bcount\b|\bhow often\b"),
        ("how_much", r"\bhow much\b"),
        ("how_long", r"\bhow (?:long|quickly|fast|soon|slow(?:ly)?)\b|\baverage\b|\blongest\b|\bslowest\b|\bmedian\b"),
        ("when", r"\bwhen\b|\bwhat (?:date|day)\b|\bby when\b|\blast time\b"),
        ("list", r"\bwhich\b|\blist\b|\bshow me\b|\bname the\b|\bwhat (?:tickets|p\d)"),
        ("yes_no", r"^(?:so |and |but |ok |please )*(?:did|do|does|is|are|was|were|has|have|had|can|could|may|will|would|should|must|any)\b|(?:right|correct|true)\s*\?*$"),
    )
)  # fmt: skip
DUTIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("pen_test", r"\bpen(?:etration)?[- ]?test"),
        ("exit_plan", r"\bexit plan"),
        ("roadmap", r"\broad-?\s?map|\btechnology plan|\bit (?:strategy|plan)\b"),
        ("restore_test", r"\brestor\w* test|test restor|\brecovery test"),
        ("breach_notice", r"\b(?:tell|told|notif\w*|inform\w*|warn\w*)\b.{0,30}\b(?:breach|security incident|hack|attack|leak)"),
        ("review", r"\bmeetings?\b|\breviews?\b"),
        ("report", r"\breports?\b"),
    )
)  # fmt: skip
# A measured service has one kind of level: that it is there.
UP_OR_DOWN = re.compile(
    r"\b(?:up|down|work\w*|planned|maintenance|outages?|available|availability|uptime|offline|unplanned|without|lose|lost|cut|stable|reliable|working|running|there|as good as|as bad as|met|meets?|targets?|missed)\b"
)
AVAILABLE_WHAT = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bhow available (?:was|were|is|are)(?: (?:the|our))? (?P<what>[\w-]+(?: [\w-]+)?)",
        r"\b(?:availability|uptime|up-time|downtime|outages?)(?: (?:target|level|sla|percentage|figure|commitment|promise))?(?: (?:of|for|on|to|in|with))(?: (?:the|our|their|all))? (?P<what>[\w-]+(?: [\w-]+)?)",
        r"\b(?:was|were|is|are|did|has|have)(?: (?:the|our|their))? (?P<what>[\w-]+(?: [\w-]+)?) (?:\w+ )?(?:available|up|down|offline|unavailable|meet|go down)\b",
        r"\b(?P<what>[\w-]+) (?:availability|uptime|up-time|downtime|outages?)\b",
    )
)
ALL_SERVICES = frozenset(
    "it things everything anything system systems service services all we they that this them these those users people us there calculate calculated measure measured define work count".split()
)


@dataclass(frozen=True, slots=True)
class Things:
    """What a question names, each in the vocabulary of the store."""

    metrics: tuple[Metric, ...] = ()
    priorities: tuple[int, ...] = ()
    odd_priority: str | None = None
    service: str | None = None
    foreign_service: str | None = None
    thing: str | None = None
    unmeasured: str | None = None
    kind: TicketType | None = None
    duty: str | None = None
    wants: str = ""
    per_user: bool = False
    without_cancelled: bool = False

    def rest(self, words: str) -> str:
        """The words that name none of these, each found word a gap."""
        for _, pattern in (*METRIC_WORDS, *PRIORITY_WORDS):
            words = pattern.sub(" _ ", words)
        return PER_USER.sub(" _ ", WITHOUT_CANCELLED.sub(" _ ", ANY_PRIORITY.sub(" _ ", words)))


def things(words: str, services: Sequence[str], known: Sequence[int]) -> Things:
    """Read what plain words name; a priority outside `known` is odd, a service outside `services` foreign."""
    unmeasured = UNMEASURED.search(words)
    measured = UNMEASURED.sub(" ", words)
    metrics = _settled(tuple(metric for metric, pattern in METRIC_WORDS if pattern.search(measured)), measured)
    service = service_named(words, services)
    if service and not metrics and UP_OR_DOWN.search(words):
        metrics = (Metric.AVAILABILITY,)
    foreign = None if service or Metric.AVAILABILITY not in metrics else _foreign(words)
    thing = None if service or not TICKET_METRICS & set(metrics) else _thing(words)
    numbers, odd = _priorities(words, known)
    return Things(
        metrics=metrics,
        priorities=numbers,
        odd_priority=odd,
        service=service,
        foreign_service=foreign,
        thing=thing,
        unmeasured=unmeasured.group() if unmeasured else foreign,
        kind=next((kind for kind, pattern in KIND_WORDS if pattern.search(words)), None),
        duty=next((kind for kind, pattern in DUTIES if pattern.search(words)), None),
        wants=next((form for form, pattern in FORMS if pattern.search(words)), ""),
        per_user=PER_USER.search(words) is not None,
        without_cancelled=WITHOUT_CANCELLED.search(words) is not None,
    )


def _settled(metrics: tuple[Metric, ...], words: str) -> tuple[Metric, ...]:
    """A restore test is no backup figure, and what is said of patches or backups is said of nothing else."""
    dropped: set[Metric] = set()
    if Metric.RESTORE_TEST in metrics:
        dropped |= {Metric.BACKUP, Metric.RESOLUTION}
    if not {Metric.PATCHING, Metric.BACKUP, Metric.EDR, Metric.MFA}.isdisjoint(metrics):
        dropped |= {Metric.RESOLUTION} if not re.search(r"\bresol|\bfix", words) else set()
    if Metric.RESOLUTION in metrics and re.search(r"\bhow (?:quick|fast|prompt|slow)\b", words) and len(metrics) == 2:
        dropped |= {Metric.RESPONSE} if not re.search(r"respon|repl|answer", words) else set()
    if re.search(r"\b(?:contract|agreement|term|time) (?:is|was) (?:nearly |almost )?up\b", words):
        dropped |= {Metric.AVAILABILITY}
    if Metric.CSAT in metrics:
        dropped |= {Metric.RESPONSE}
    return tuple(metric for metric in metrics if metric not in dropped)


TICKET_METRICS = {Metric.RESPONSE, Metric.RESOLUTION}
# Tickets are measured by priority alone; those of one thing are not told apart.
OF_A_THING = re.compile(
    rf"(?:about|for|with|of|to|on|involving|fix(?:ing|ed)?|resolv(?:e|ed|ing)|repair(?:ing|ed)?) (?:the |our |a |an |any |all )?(?P<after>{SERVICES.pattern})|"
    rf"(?P<before>{SERVICES.pattern}) (?:tickets?|incidents?|issues?|problems?|faults?|requests?|calls?)\b"
)


def _thing(words: str) -> str | None:
    """The printer, mailbox or laptop whose tickets alone are asked about."""
    match = OF_A_THING.search(words)
    return (match.group("after") or match.group("before")) if match else None


def _foreign(words: str) -> str | None:
    """The service spoken of that is none of ours, where availability is asked of it."""
    named = SERVICES.search(words)
    if named:
        return named.group()
    for match in (found for pattern in AVAILABLE_WHAT for found in pattern.finditer(words)):
        what = match.group("what")
        if SERVICES.search(what) or (turning_words(what) and what.split()[0] not in ALL_SERVICES):
            return what
    return None


def _priorities(words: str, known: Sequence[int]) -> tuple[tuple[int, ...], str | None]:
    found = {number for number, pattern in PRIORITY_WORDS if pattern.search(words)}
    odd = None
    for match in ANY_PRIORITY.finditer(words):
        told = match.group("number")
        number = int(told) if told.isdigit() else SPOKEN_NUMBERS[told]
        if number in known:
            found.add(number)
        else:
            found.discard(number)
            odd = odd or match.group().strip().upper()
    for match in PRIORITY_SPAN.finditer(words):
        found |= {n for n in range(int(match.group(1)), int(match.group(2)) + 1) if n in known}
    for match in MORE_NUMBERS.finditer(words):
        found |= {int(n) for n in re.findall(r"[1-9]", match.group()) if int(n) in known}
    return tuple(sorted(found)), odd
