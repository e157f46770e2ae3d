"""Understand a question without a model: intent, metric, priority, period, contract; the unplaced stays None."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.period import Anchor, Reading
from bot.answering.period_words import readings
from bot.answering.spelling import corrected
from bot.answering.vocabulary import CONTRACTUAL, INTENTS, METRICS, OTHER_PRIORITY, PRIORITIES
from store.facts import Metric, Period

COMPILED = tuple(
    (intent, tuple((weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in patterns))
    for intent, patterns in INTENTS
)
METRIC_WORDS = tuple((metric, re.compile(pattern, re.IGNORECASE)) for metric, pattern in METRICS)
PRIORITY_WORDS = tuple((number, re.compile(pattern, re.IGNORECASE)) for number, pattern in PRIORITIES)
NAMELIKE = re.compile(
    r"(?<![.?!]\s)(?<!^)\b[A-Z][a-z]+(?:[A-Z][a-z]+)*(?:\s+(?:[A-Z][a-z]+|IT|MSP|Ltd|Limited|plc))*\b"
)
COMPANY_WORDS = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|gmbh|it|services?|solutions|technolog(?:y|ies)|group|managed)\b\.?", re.IGNORECASE
)
REFUSED = {"off_limits", "off_topic", "advice", "prediction", "person"}


@dataclass(frozen=True, slots=True)
class Known:
    """What this business has, so that names in a question can be placed: (ref, title, provider) of each contract."""

    contracts: tuple[tuple[str, str, str], ...] = ()
    services: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `spoken` is the text after spelling; `readings` every period named, in order."""

    text: str
    spoken: str
    intent: str
    metrics: tuple[Metric, ...] = ()
    priorities: tuple[int, ...] = ()
    odd_priority: str | None = None
    readings: tuple[Reading, ...] = ()
    contracts: tuple[str, ...] = ()
    service: str | None = None
    term: str | None = None
    reference: str | None = None
    unknown_names: tuple[str, ...] = ()
    scores: tuple[tuple[str, int], ...] = ()

    @property
    def metric(self) -> Metric | None:
        """The one metric named, or None."""
        return self.metrics[0] if self.metrics else None

    @property
    def priority(self) -> int | None:
        """The one priority named, or None."""
        return self.priorities[0] if len(self.priorities) == 1 else None

    @property
    def period(self) -> Period | None:
        """The first period named, or None."""
        return self.readings[0].period if self.readings else None


def understood(text: str, anchor: Anchor, known: Known) -> Question:
    """Read a question as a manager types it. Never raises; what it cannot place is intent `clause` or `unclear`."""
    spoken = corrected(" ".join(text.split()), known.words)
    found = tuple(readings(spoken, anchor))
    metrics = tuple(metric for metric, pattern in METRIC_WORDS if pattern.search(spoken))
    priorities = tuple(number for number, pattern in PRIORITY_WORDS if pattern.search(spoken))
    odd = OTHER_PRIORITY.search(spoken)
    scores = _scores(spoken)
    contracts = _contracts(spoken, known)
    intent = _intent(spoken, scores, metrics=metrics, priorities=priorities, timed=bool(found))
    return Question(
        text=text,
        spoken=spoken,
        intent=intent,
        metrics=_settled(metrics, spoken),
        priorities=priorities,
        odd_priority=odd.group() if odd else None,
        readings=found,
        contracts=contracts,
        service=next((name for name in known.services if name.lower() in spoken.lower()), None),
        term=_term(spoken) if intent == "definition" else None,
        reference=spoken if intent == "look_up" else None,
        unknown_names=_strangers(text, known),
        scores=scores,
    )


def _scores(spoken: str) -> tuple[tuple[str, int], ...]:
    return tuple(
        (intent, score)
        for intent, patterns in COMPILED
        if (score := sum(weight for weight, pattern in patterns if pattern.search(spoken)))
    )


def _intent(
    spoken: str,
    scores: tuple[tuple[str, int], ...],
    *,
    metrics: tuple[Metric, ...],
    priorities: tuple[int, ...],
    timed: bool,
) -> str:
    weighed = dict(scores)
    if metrics or priorities:
        for intent in ("month_overview", "missed", "longest", "target", "comparison"):
            if intent in weighed:
                weighed[intent] += 2
    if timed and "month_overview" in weighed:
        weighed["month_overview"] += 1
    if weighed:
        best = max(weighed, key=lambda intent: weighed[intent])
        return _refined(best, metrics=metrics, timed=timed, spoken=spoken)
    if metrics or (priorities and timed):
        return "month_overview"
    return "clause" if CONTRACTUAL.search(spoken) else "unclear"


def _refined(best: str, *, metrics: tuple[Metric, ...], timed: bool, spoken: str) -> str:
    """Weak readings give way: a value question about one metric is that metric's, and so on."""
    if best == "value" and metrics:
        return "month_overview"
    measured = (
        metrics
        or timed
        or re.search(r"\b(?:sla|service levels?|targets?|performance|promises?)\b", spoken, re.IGNORECASE)
    )
    return "clause" if best == "month_overview" and not measured else best


def _settled(metrics: tuple[Metric, ...], spoken: str) -> tuple[Metric, ...]:
    """A restore test is no backup figure, and "back up and running" is no backup at all."""
    if Metric.RESTORE_TEST in metrics:
        metrics = tuple(metric for metric in metrics if metric not in {Metric.BACKUP, Metric.RESOLUTION})
    if re.search(r"back up and running", spoken, re.IGNORECASE):
        metrics = tuple(metric for metric in metrics if metric is not Metric.BACKUP)
    return metrics


def _contracts(spoken: str, known: Known) -> tuple[str, ...]:
    lowered = spoken.lower()
    return tuple(
        dict.fromkeys(
            ref
            for ref, title, provider in known.contracts
            if any(_named(name, lowered) for name in (ref, title, provider, _short(provider)))
        )
    )


def _named(name: str, lowered: str) -> bool:
    return len(name) > 2 and re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", lowered) is not None


def _short(provider: str) -> str:
    """A company's name as people say it: without Ltd, IT Services and the like."""
    words = re.sub(
        r"\b(?:ltd|limited|plc|llp|inc|gmbh|it|services?|solutions|technolog(?:y|ies)|group|managed)\b\.?",
        "",
        provider,
        flags=re.IGNORECASE,
    )
    return " ".join(words.replace(",", " ").split())


def _term(spoken: str) -> str | None:
    for pattern in TERM_FORMS:
        match = pattern.search(spoken)
        if match:
            return match.group(1).strip(" '\"?.,") or None
    return None


TERM_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"what (?:does|do|did) (?:they mean (?:by|when they say)|.{0,20}mean by)\s+(?:an? |the )?(.+?)\??$",
        r"what (?:does|do) (?:an? |the |they mean by )?(.+?) (?:actually |really |even )?(?:mean|stand for)",
        r"(?:what(?:'s| is) meant by|meaning of|define|definition of|explain(?: the)?(?: term| word| acronym)?|what(?:'s| is) the definition of)\s+(?:an? |the )?(.+?)\??$",
        r"what(?:'s| is| are| exactly is)\s+(?:an? |the )?(.+?)\??(?: in plain (?:english|words))?\??$",
        r"^whats\s+(?:an? |the )?(.+?)\??$",
    )
)


def _strangers(text: str, known: Known) -> tuple[str, ...]:
    """Capitalised names in the question that belong to nothing we know."""
    own = {word.lower() for _, title, provider in known.contracts for word in f"{title} {provider}".split()}
    own |= {word.lower() for service in known.services for word in service.split()} | known.words
    return tuple(name for name in _names(text) if not all(part.lower() in own | ORDINARY for part in name.split()))


def _names(text: str) -> Iterable[str]:
    return (match.group() for match in NAMELIKE.finditer(text))


ORDINARY = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday easter christmas xmas new year i priority critical high medium low urgent normal
    schedule clause section annex part sla it msp english response resolution service credit credits provider
    contract spring summer autumn winter outlook microsoft windows office sharepoint teams slack excel jan feb mar
    apr jun jul aug sep sept oct nov dec the is are was monthly charge
    """.split()
)
