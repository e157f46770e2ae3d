"""What a contract says once for all its levels: pauses, percentages, rounding, months, robots, how firmly it binds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from knowledge.terms.clocks import metrics_in
from knowledge.terms.firmness import firmness_in
from knowledge.terms.measured_over import window
from knowledge.terms.metrics import percents
from knowledge.terms.party_roles import names_of
from knowledge.terms.passages import Contract, Sentence
from knowledge.terms.pauses import paused, pauses
from knowledge.terms.priorities import Scale
from knowledge.terms.quantities import cutoff_time, quantities
from knowledge.terms.shares import ALL_LEVELS, Reach, reach, rest_rank, shares
from knowledge.terms.wording import NUMBER, values_of

_ROUND = re.compile(
    rf"\b(?:rounded?\b|(?:calculated|measured|expressed|reported|stated)\b(?=[^.;]{{0,30}}\bto\b)).{{0,40}}?\b(?:(?P<places>{NUMBER})\s+decimal\s+(?:place|point)s?|nearest\s+(?:(?P<step>0?\.\d+|one[- ]tenth|one[- ]hundredth|tenth|hundredth|1|whole)\b))",
    re.IGNORECASE,
)
_ROUND_APART = re.compile(
    r",?\s*\b(?:save that|save for|except that|except for|but|while|whereas)\b|;\s+", re.IGNORECASE
)
_ROBOT = re.compile(
    r"\b(?:automat\w+|auto-?)\s*-?\s*(?:generated\s+)?(?:acknowledge?ments?|repl(?:y|ies)|responses?|e-?mails?|messages?)\b",
    re.IGNORECASE,
)
_PERFORM = re.compile(
    r"\b(?:meet|met|achiev\w+|perform|provide|deliver|comply|satisf\w+|respond|adhere|are|is)\b", re.IGNORECASE
)
_LOW = re.compile(
    rf"\b(?:(?:fewer|less) than\s+(?P<below>{NUMBER})|(?P<upto>{NUMBER})\s+or\s+(?:fewer|less)|(?:up to|no more than|not more than|<=|≤)\s*(?P<max>{NUMBER}))\s+"
    r"(?:\w+\s+){0,3}(?:incidents|tickets|calls|requests|cases)",
    re.IGNORECASE,
)
_UNTESTED = re.compile(
    r"\b(?:not|no|never)\b[^.;]{0,40}\b(?:be\s+)?(?:assess\w*|measured|test\w*|calculated|appl(?:y|ies|ied)|evaluated|considered|counted|reported)\b"
    r"|\b(?:disregarded|disapplied|left out)\b",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"\b(?:service levels?|slas?|kpis?|targets?|percentages?|(?:response|resolution|fix) times?)\b", re.IGNORECASE
)
_MISSES = re.compile(rf"\b(?:no|not) more than\s+(?P<n>{NUMBER})\b(?!\s*(?:%|per ?cent|or))", re.IGNORECASE)
_IN_THAT_MONTH = re.compile(
    r"\b(?P<by>logged|raised|opened|received|reported|created|resolved|closed)\s+(?:in|during|within)\s+"
    r"(?:that|the|each|a|any|every|such|the same|the relevant)\s+(?:calendar\s+)?month\b",
    re.IGNORECASE,
)
_LAST = ("resolved", "closed", "fixed", "completed", "resolution", "closure", "completion", "fix")
_AT_THE_LAST = frozenset(_LAST)
_MONTH_OF = re.compile(
    r"\b(?:month|(?:service|measurement|reporting|review)\s+period)\s+(?:(?:in|during)\s+which\b[^.;]{0,40}?\b(?P<by>logged|raised|"
    rf"opened|received|reported|created|submitted|made|{'|'.join(_LAST[:4])})\b"
    r"|of\s+(?:(?:its|their|the|such)\s+)?(?P<of>logging|receipt|opening|creation|resolution|closure|completion|fix)\b)",
    re.IGNORECASE,
)
_COUNTS_IN = re.compile(
    r"\b(?:counts?|counted|measured|attributed|reported|included|assigned|allocated|belongs?|falls?|treated)\b"
    r"[^.;]{0,80}$",
    re.IGNORECASE,
)
# A contract that measures what was resolved may still say when one counts that nobody resolves.
_STILL_OPEN = re.compile(
    r"\b(?:not (?:yet )?(?:been )?(?:resolved|closed|fixed)|unresolved|(?:still|remain\w*|stays?) (?:open|unresolved))\b",
    re.IGNORECASE,
)
_COUNTS_OPEN = re.compile(r"\b(?:count\w*|treated|deemed|regarded|measured|taken)\b", re.IGNORECASE)
_A_TICKET = re.compile(
    r"\b(?:tickets?|incidents?|requests?|calls?|cases?|faults?|problems?|issues?|jobs?)\b", re.IGNORECASE
)
_SHARE = re.compile(
    r"%|\bper ?cent\w*|\bproportions?\b|\battain\w+|\bdivided by\b|\bcomplian\w+|\bachievement\b|\bperformance\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One general statement: fields that it lends to every level of these metrics and priorities (none: all).

    `clauses` are the only ones whose levels it speaks of (None: the whole contract's). With `rest` it also speaks of
    the level for whatever no other level names.
    """

    fields: dict[str, Any]
    metrics: tuple[str, ...] = ()
    priorities: tuple[int, ...] = ()
    sentence: Sentence | None = None
    clauses: Reach = None
    rest: bool = False

    def covers(self, metric: str, priority: int | None, clause: str | None = None) -> bool:
        """Whether the statement speaks of such a level."""
        if self.clauses is not None and clause is not None and clause not in self.clauses:
            return False
        ranked = not self.priorities or priority in self.priorities or (self.rest and priority is None)
        return (not self.metrics or metric in self.metrics) and ranked


def statements(contract: Contract, scale: Scale) -> tuple[Said, ...]:
    """Every general statement in the contract's prose, in order."""
    customers = names_of(contract, "customer")
    found = tuple(
        said
        for sentence in contract.sentences
        for said in (*_said(sentence, scale, customers), *_shared(sentence, contract, scale))
    )
    if not any(_STILL_OPEN.search(one.text) and _COUNTS_OPEN.search(one.text) for one in contract.sentences):
        return found
    return tuple(
        replace(one, fields={"month_by": "resolved"}) if one.fields.get("month_by") == "resolved_only" else one
        for one in found
    )


def _shared(sentence: Sentence, contract: Contract, scale: Scale) -> Iterable[Said]:
    """The shares of a sentence for the levels it reaches; where those are not plain, every ticket is a reading too."""
    for fields, metrics, priorities in shares(sentence, scale):
        clauses, plainly = reach(sentence, contract)
        yield Said(fields, metrics, priorities, sentence, clauses, rest=rest_rank(contract, scale) in priorities)
        if not plainly:
            yield Said({"target_pct": "100"}, metrics, (), sentence, clauses)


def _said(sentence: Sentence, scale: Scale, customers: tuple[str, ...]) -> Iterable[Said]:
    text = sentence.text
    shared = any(True for _ in shares(sentence, scale))
    for fields, metrics in (
        (pauses(text, sentence.lead, customers), paused(text)),
        (_robot(text), ("response",)),
        (_low_volume(text), metrics_in(text)),
        ({} if shared else _share_of_one(text, sentence.lead), metrics_in(text)),
        (window(text), _measured_metrics(text)),
        (_cutoff(text), metrics_in(text)),
    ):
        if fields:
            yield Said(fields, metrics, scale.named(text), sentence)
    for piece in _ROUND_APART.split(text):
        if fields := _rounding(piece) or (_rounding(f"rounded {piece}") if _ROUND.search(text) else {}):
            yield Said(fields, _measured_metrics(piece), scale.named(piece), sentence)
    yield from (
        Said({"month_by": by}, (metric,), (), sentence) for metric, by in (*_months(text), *_months_of_shares(text))
    )


def _robot(text: str) -> dict[str, Any]:
    if not _ROBOT.search(text):
        return {}
    if re.search(r"\b(?:not|never|nor|no)\b|\bexclud|\bother than\b", text, re.IGNORECASE):
        return {"auto_ack_counts": False}
    counts = re.search(
        r"\b(?:counts?|constitutes?|deemed|regarded|treated|includ\w+|satisf\w+|is|shall be)\b", text, re.IGNORECASE
    )
    return {"auto_ack_counts": True} if counts and re.search(r"\brespon|\breply", text, re.IGNORECASE) else {}


def _rounding(text: str) -> dict[str, Any]:
    found = _ROUND.search(text)
    if not found:
        return {}
    if found["places"]:
        return {"round_dp": int(values_of(found["places"])[0])}
    step = found["step"].lower().replace("-", " ")
    worded = {"one tenth": 1, "tenth": 1, "one hundredth": 2, "hundredth": 2, "1": 0, "whole": 0}
    return {"round_dp": worded.get(step, len(step.partition(".")[2]))}


def _measured_metrics(text: str) -> tuple[str, ...]:
    named = ("availability",) if re.search(r"\bavailab|\buptime", text, re.IGNORECASE) else ()
    return (*named, *metrics_in(text))


def _low_volume(text: str) -> dict[str, Any]:
    """Read a level for few tickets ("39 or fewer: no more than 2 late"): the last number it holds for, the misses.

    Where so few are not to be tested at all, the least number that is.
    """
    low, misses = _LOW.search(text), _MISSES.search(_LOW.sub(" ", text))
    if low and not misses and _UNTESTED.search(text) and _LEVELS.search(text):
        return {"min_tickets": _last_of(low) + 1}
    if not low or not misses or re.search(r"\bquarter|\byear\b", text, re.IGNORECASE):
        return {}
    return {"low_volume_n": _last_of(low), "low_volume_max_misses": int(values_of(misses["n"])[0])}


def _last_of(low: re.Match[str]) -> int:
    """The greatest number of tickets that is still so few."""
    return int(values_of(low["upto"] or low["max"] or low["below"])[0]) - (1 if low["below"] else 0)


def _share_of_one(text: str, lead: str) -> dict[str, Any]:
    """The percentage of one priority in a list of them ("P1: 95 % compliance")."""
    found = set(percents(text))
    named = re.match(r"\W*(?:p|priority|severity|sev)\s*-?\s*[1-5]\b", text, re.IGNORECASE)
    about = re.search(
        r"\bcomplian\w+|\battain\w+|\bachiev\w+|\bof (?:cases|incidents|tickets)\b", f"{text} {lead}", re.IGNORECASE
    )
    if (
        len(found) != 1
        or not named
        or not about
        or quantities(text)
        or re.search(r"\bcredit", f"{text} {lead}", re.IGNORECASE)
    ):
        return {}
    return {"target_pct": f"{found.pop().normalize():f}"}


def _cutoff(text: str) -> dict[str, Any]:
    """The time of day after which a ticket counts as logged on the next working day."""
    late = re.search(
        r"\b(?:logged|received|raised|reported)\b[^.;]{0,40}\bafter\b(?P<when>[^.;]{0,30})", text, re.IGNORECASE
    )
    if not late or not re.search(r"\bnext (?:working|business|service) day\b", text, re.IGNORECASE):
        return {}
    found = cutoff_time(f"before {late['when']}")
    return {"cutoff": found} if found else {}


def _months(text: str) -> Iterable[tuple[str, str]]:
    """The month in which a ticket counts: that of its logging, or of its resolution."""
    begin = 0
    for found in _MONTH_OF.finditer(text):
        before = re.split(r"[;.]\s", text[begin : found.start()])[-1]
        begin = found.end()
        counts = _COUNTS_IN.search(before)
        if not counts or not (metrics_in(before[: counts.start()]) or _A_TICKET.search(before[: counts.start()])):
            continue
        by = "resolved_only" if (found["by"] or found["of"]).lower() in _AT_THE_LAST else "opened"
        yield from ((metric, by) for metric in metrics_in(before) or ("response", "resolution"))


def _months_of_shares(text: str) -> Iterable[tuple[str, str]]:
    """The month of percentages "worked out over the tickets opened in that month"; two such events name none."""
    for part in re.split(r";\s+", text):
        events = {found["by"].lower() for found in _IN_THAT_MONTH.finditer(part)}
        months = {"resolved_only" if event in {"resolved", "closed"} else "opened" for event in events}
        if len(months) == 1 and _SHARE.search(part):
            by = months.pop()
            yield from (
                (metric, by) for metric in metrics_in(_IN_THAT_MONTH.sub(" ", part)) or ("response", "resolution")
            )


def binding(contract: Contract) -> str | None:
    """How firmly the contract binds itself to its service levels as a whole; the weakest such statement counts."""
    said = [
        firmness_in(one.text)
        for one in contract.sentences
        if ALL_LEVELS.search(one.text)
        and _PERFORM.search(one.text)
        and _provider_performs(one.text)
        and not one.defining
    ]
    return next((kind for kind in ("efforts", "target", "must") if kind in said), None)


def _provider_performs(text: str) -> bool:
    """Whether the sentence promises the levels themselves, not what happens when they are missed or reported."""
    aside = re.search(
        r"\b(?:fails?|failure|missed|misses|report\w*|records?|review\w*|credits?|rights?|terminat\w+|if|where|whether|may)\b",
        text,
        re.IGNORECASE,
    )
    mere = re.search(
        r"\b(?:only|merely|not)\b.{0,30}\b(?:guarante\w+|binding|targets?|goals?|guidance)\b|\b(?:targets?|goals?|guidance|estimates?) only\b",
        text,
        re.IGNORECASE,
    )
    return bool(mere) or (
        not aside
        and bool(
            re.search(
                r"\b(?:shall|must|will|endeavou?rs?|efforts?|aims?|undertakes?|commit\w*|are targets?)\b",
                text,
                re.IGNORECASE,
            )
        )
    )


def lent(
    said: Iterable[Said], metric: str, priority: int | None, *, clause: str | None = None
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """What general statements lend to a level, and the fields on which they disagree with each other.

    A statement that names the level's priority or metric is heard before one that names none.
    """
    chosen: dict[str, Any] = {}
    clashes: dict[str, list[Any]] = {}
    covering = [one for one in said if one.covers(metric, priority, clause)]
    for one in sorted(covering, key=lambda one: -(2 * bool(one.priorities) + bool(one.metrics))):
        for name, value in one.fields.items():
            if name == "pauses":
                chosen[name] = sorted({*chosen.get(name, []), *value})
            elif chosen.setdefault(name, value) != value and name in {"target_pct", "round_dp"} and not one.priorities:
                clashes.setdefault(name, [chosen[name]]).append(value)
    return chosen, clashes
