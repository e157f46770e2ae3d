"""Service levels in running text: a time or percentage, what it measures, and whose ticket it is about.

Times for paying, giving notice, mending a breach or doing anything but serving a ticket are no service levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from knowledge.terms.clocks import OUT_OF_HOURS
from knowledge.terms.firmness import firmness_in
from knowledge.terms.level_doubts import doubts, worded_doubt
from knowledge.terms.level_parts import (
    AND_LATER,
    ON_SITE,
    THE_REST,
    by_priority,
    item,
    metrics_in_turn,
    of_its_own,
    own_promise,
    place_of_time,
    segment,
    tail,
    words_of_time,
)
from knowledge.terms.level_shares import attained, attained_by_lead, own_shares
from knowledge.terms.level_terms import AFTER_HOURS, IN_HOURS, Worded, as_term, heading_tier
from knowledge.terms.metrics import TIMED, metrics_of
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Sentence
from knowledge.terms.quantities import Quantity, quantities
from knowledge.terms.setting import Setting
from knowledge.terms.wording import redacted, tidy

_OBJECT = re.compile(
    r"\b(?:tickets?|incidents?|faults?|support (?:requests?|calls?|queries)|service requests?|calls?|issues?|problems?|errors?|"
    r"outages?|cases|e-?mails?|voicemails?|messages|alarms?|alerts?|defects?|failures?|enquir\w+|help ?desk|service desk)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:invoic\w+|pay(?:s|able|ment|ments)?\b|terminat\w+|cure[ds]?\b|remed(?:y|ied|ies)\b|breach\w*|disput\w*|audit\w*|consents?|liab\w+|"
    r"refund\w*|renew\w*|confidential\w*|data subjects?|complaints?|rectification|improvement plan|re-?open\w*|proposals?|quotations?|"
    r"change requests?|notice of|written notice|purchase orders?|claims?|credits?|downtime|auto-?clos\w+|account of|root cause|"
    r"post[- ]incident|to a state|recovery (?:time|point) objectives?|RTO|RPO|insur\w+|indemn\w+|resolution procedure|warrant\w+|deemed|"
    r"escalat\w+|reminder|dispatch\w*|accept(?:ance|ed)|deliver(?:y|ed)|confirm\w*)\b",
    re.IGNORECASE,
)
_CUSTOMER_DUTY = re.compile(
    r"\b(?:customers?|clients?|licensees?|buyers?|authority|users?|you)\b\s+(?:shall|must|will|agrees?|undertakes?|should|(?:is|are) required|has|have)\b",
    re.IGNORECASE,
)
_PROVIDER_DUTY = re.compile(
    r"\b(?!customer|client|licensee|buyer|user|you\b)(?:[A-Z]\w+|we|it)\s+(?:shall|must|will|agrees?|undertakes?|guarantees?|aims?|commits?)\b"
)
_LIMITS = re.compile(
    r"\b(?:within|inside|in|no later than|not later than|less than|under|up to|maximum|not exceed\w*|every|of|is|are|be)\W*$|[:=<≤|-]\s*$",
    re.IGNORECASE,
)
_NAMES_NEXT = re.compile(
    r"^[ -]*(?:guaranteed\s+|maximum\s+|target\s+|e-?mail\s+|telephone\s+|first\s+|initial\s+){0,2}(?:response|resolution|fix|repl(?:y|ies)|acknowledge?ment|turn-?around)\b",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"\b(?:response|resolution|fix|repl(?:y|ies)|respond|resolve|restore|acknowledge)(?:\s+times?)?\W*$", re.IGNORECASE
)
_PHONE = re.compile(
    r"\b(?:answer\w*|picked up)\b[^.;]{0,60}\b(?:telephone|phone|calls?)\b|\b(?:telephone|phone|calls?)\b[^.;]{0,40}\b(?:answered|picked up)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:every|each|intervals? of|at least|hourly)\b", re.IGNORECASE)
_PLAN = re.compile(r"\b(?:action plans?|plans? of action|plans?)\b(?: for (?:the )?resolutions?)?", re.IGNORECASE)
# A call that is logged, or has a priority, is a ticket; one that rings is not.
_RINGS = re.compile(r"\b(?:tele)?phones?\b|\bring\w*\b|\bdial\w*\b|\blines?\b|\bcallers?\b|\bseconds\b", re.IGNORECASE)
_LOGGED = re.compile(r"\b(?:logged|raised|reported|tickets?)\b", re.IGNORECASE)
_TIER = re.compile(
    r"\b(?P<tier>standard|enhanced|premium|basic|gold|silver|bronze|platinum)\b(?! (?:working |business |service |support )?hours?)",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:respond|reply|answer|hear (?:back )?from us|get back to you|be in touch|start work|start within|begin work)\w*\b",
    re.IGNORECASE,
)
_SHORT = 140
_LABELLED = re.compile(r"[\W_]*(?P<label>[A-Za-z][\w -]{2,14}?)\W{0,4}\s*[:(-]", re.IGNORECASE)
_BEFORE_FIX = re.compile(r"\bwork-?arounds?\b\W*(?:(?!fix|resol|respon)\w+\W+){0,3}$", re.IGNORECASE)
_NON = re.compile(r"\bnon-(?:critical|urgent|emergency)(?: \w+)?", re.IGNORECASE)


def text_levels(setting: Setting) -> list[FoundTerm]:
    """Every timed service level that the contract's sentences promise: response, resolution, updates."""
    found = []
    for sentence in setting.contract.sentences:
        if sentence.defining and not re.search(r"\b(?:time|level|target)\b\"?\s+means", sentence.text, re.IGNORECASE):
            continue
        for part in by_priority(sentence, setting.scale):
            found += [as_term(_with_doubt(one, part.text), setting) for one in _levels(part, setting)]
    return found


def _with_doubt(one: Worded, text: str) -> Worded:
    told, asked = worded_doubt(text, cutoff=bool(one.quantity and one.quantity.cutoff))
    return replace(one, doubts=one.doubts + told, question=one.question or asked)


def _levels(sentence: Sentence, setting: Setting) -> Iterator[Worded]:
    text = sentence.text
    times = [one for one in quantities(text) if _is_limit(one, text, sentence)]
    if redacted(text) and not times:
        yield from _hidden(sentence, setting)
    if not times or _OTHER.search(text) or not _about_tickets(sentence, setting):
        return
    paired = _paired(times, sentence, setting)
    own = own_shares(paired, text)
    for (rank, one), share in zip(paired, own, strict=True):
        for metric, group in _by_metric([one], sentence):
            for worded in _each(_base(metric, rank, sentence, setting), group, sentence):
                around = of_its_own(text, one, times) or worded.around
                yield replace(worded, pcts=share or worded.pcts, around=around)
    yield from _all_ranks(times, sentence, setting) if not paired else ()


def _hidden(sentence: Sentence, setting: Setting) -> Iterator[Worded]:
    """A level whose value was blacked out: it is one, and nobody can say what was agreed."""
    text = sentence.text
    names = {name for name, _ in metrics_of(text) if name in TIMED}
    ranks = setting.scale.named(text)
    if not ranks or _OTHER.search(text) or not (names or re.search(r"\bservice levels?\b", text, re.IGNORECASE)):
        return
    for rank in ranks:
        for name in sorted(names) or ["other"]:
            yield replace(_base(name, rank, sentence, setting), words=tidy(text)[:120], unknown=True)


def _all_ranks(times: list[Quantity], sentence: Sentence, setting: Setting) -> Iterator[Worded]:
    """Every time of a sentence for every priority it names, or that its lead-in or heading names."""
    for metric, group in _by_metric(times, sentence):
        for rank in (
            setting.scale.named(sentence.text)
            or _leading(sentence.text, setting)
            or setting.scale.named(sentence.lead)
            or _heading_rank(sentence, setting)
            or (None,)
        ):
            base = _base(metric, rank, sentence, setting)
            readings, question = doubts(sentence.text, times, setting.scale.places(sentence.text))
            yield from _each(
                replace(base, doubts=base.doubts + readings, question=base.question or question), group, sentence
            )


def _is_limit(one: Quantity, text: str, sentence: Sentence) -> bool:
    """Whether a time is a limit, by the words before it or a name after it ("3 hour response")."""
    before, after = text[: one.start], text[one.end :]
    worded = text[one.start : one.end].lower().lstrip()
    own = worded.startswith(
        (
            "within",
            "inside",
            "in ",
            "no later",
            "not later",
            "less than",
            "under",
            "up to",
            "<",
            "max",
            "not exceed",
            "no more",
            "every",
            "each",
        )
    )
    listed = bool(sentence.lead) and bool(metrics_of(sentence.lead)) and len(text) < 160
    return (
        own
        or one.strict
        or bool(_LIMITS.search(before))
        or bool(_NAMES_NEXT.match(after))
        or listed
        or bool(_NAMED_BEFORE.search(before))
        or one.clock in {"next_business_day", "same_day"}
        or _joined(before)
        or bool(re.search(r"\(\s*$", before) and OUT_OF_HOURS.search(after.split(")")[0]))
    )


def _joined(before: str) -> bool:
    """Whether a time follows another limit ("within 1 hour (standard) or 30 minutes")."""
    return bool(re.search(r"\b(?:within|is|are|of)\b[^.;]{0,60}\b(?:or|and)\s+$", before, re.IGNORECASE))


def _about_tickets(sentence: Sentence, setting: Setting) -> bool:
    """Whether the promise serves tickets, and is the provider's own."""
    text = sentence.text
    if _ours(text):
        return False
    ranks = setting.scale.named(text) or setting.scale.named(sentence.lead) or _leading(text, setting)
    guaranteed = re.search(r"\b(?:response|resolution|fix|reaction) times?\b", text, re.IGNORECASE)
    return bool(ranks or _OBJECT.search(text) or guaranteed or _plainly(sentence))


def _plainly(sentence: Sentence) -> bool:
    """Whether a short sentence promises an answer to whoever asks ("We aim to respond within 4 working hours")."""
    supports = re.search(
        r"\b(?:support|help|response|responding|service levels?|sla|contact)\b", sentence.context, re.IGNORECASE
    )
    own = re.search(r"\b(?:we|us)\b", sentence.text, re.IGNORECASE) or supports
    return bool(own) and bool(_ANSWERS.search(sentence.text)) and len(sentence.text) <= _SHORT


def _leading(text: str, setting: Setting) -> tuple[int, ...]:
    """The priority of a list item that begins with its label ("Critical - response: 1h")."""
    found = _LABELLED.match(text)
    rank = setting.scale.label(found["label"]) if found and metrics_of(text) else None
    return (rank,) if rank else ()


def _ours(text: str) -> bool:
    """Whether the duty is the customer's."""
    customer, provider = _CUSTOMER_DUTY.search(text), _PROVIDER_DUTY.search(text)
    return customer is not None and (provider is None or customer.start() <= provider.start())


def _heading_rank(sentence: Sentence, setting: Setting) -> tuple[int, ...]:
    """The priority of the heading it stands under, when that names just one."""
    named = next((ranks for ranks in map(setting.scale.named, reversed(sentence.headings)) if ranks), ())
    return named if len(named) == 1 else ()


def _by_metric(times: list[Quantity], sentence: Sentence) -> list[tuple[str, list[Quantity]]]:
    """The times of a sentence under what each measures: the last such word before it, else after it, else its heading."""
    text = _PLAN.sub(lambda found: " " * len(found.group()), sentence.text)
    named = [(name, at) for name, at in metrics_of(text) if name in TIMED]
    fallback = _metric_around(sentence)
    groups: list[tuple[str, list[Quantity]]] = []
    turn = () if named else metrics_in_turn(sentence.lead, times)
    for place, one in enumerate(times):
        follows = _NAMES_NEXT.match(text[one.end :])
        after = [name for name, at in named if at >= one.end]
        before = [name for name, at in named if at < one.start]
        metric = after[0] if follows and after else before[-1] if before else after[0] if after else fallback
        metric = turn[place] if turn else metric
        if metric is None or (metric == "update_interval" and not _EVERY.search(sentence.text)):
            continue
        if groups and groups[-1][0] == metric:
            groups[-1][1].append(one)
        else:
            groups.append((metric, [one]))
        if metric == "response" and AND_LATER.search(text[: one.start]):
            groups.append(("update_interval", [one]))
    return groups


def _metric_around(sentence: Sentence) -> str | None:
    """What the lead-in or the nearest heading measures."""
    for words in (sentence.lead, *reversed(sentence.headings)):
        names = {name for name, _ in metrics_of(_PLAN.sub(" ", words)) if name in TIMED}
        if len(names) == 1:
            return names.pop()
        if names:
            return None
    return None


def _paired(times: list[Quantity], sentence: Sentence, setting: Setting) -> list[tuple[int | None, Quantity]]:
    """Each time with its own priority, where a sentence names as many of one as of the other, in turn.

    "Everything else" is a priority of its own here: None, which holds for every ticket that no other level names.
    """
    places: list[tuple[int | None, int]] = [*setting.scale.places(sentence.text)]
    places = sorted(
        places + [(None, found.start()) for found in THE_REST.finditer(sentence.text)], key=lambda one: one[1]
    )
    if len(times) < 2 or len(places) != len(times) or len({rank for rank, _ in places}) < len(places):
        return []
    marks = sorted([(at, "rank") for _, at in places] + [(one.start, "time") for one in times])
    in_turn = all(kind != following for (_, kind), (_, following) in pairwise(marks))
    return [(rank, one) for (rank, _), one in zip(places, times, strict=True)] if in_turn else []


def _base(metric: str, rank: int | None, sentence: Sentence, setting: Setting) -> Worded:
    text = sentence.text
    own = firmness_in(text)
    firmness = own or firmness_in(sentence.lead) or setting.binding or "must"
    planned = bool(_PLAN.search(f"{sentence.lead} {text}"))
    # "Response: urgent calls answered within 1 hour": there a call is any ticket.
    phone = _PHONE.search(text) and not re.match(r"\W*(?:initial |first )?response\b[^:.]{0,20}:", text, re.IGNORECASE)
    phone = phone and not ((rank or _LOGGED.search(text)) and not _RINGS.search(text))
    other = _NON.search(text)
    return Worded(
        metric="other" if phone else metric,
        span=(sentence.start, sentence.end),
        clause=sentence.clause,
        priority=rank,
        firmness=firmness,
        service="telephone"
        if phone
        else "major incident"
        if rank is None and re.search(r"\bmajor incidents?\b", f"{sentence.lead} {text}", re.IGNORECASE)
        else "on site"
        if ON_SITE.search(text)
        else tidy(other.group())
        if other and rank is None
        else None,
        doubts=("the first reply", "a plan of action") if planned and metric == "response" else (),
        question="Is this the time for the first reply, or for a plan of action?" if planned else "",
        confidence=0.9 if rank else 0.8,
    )


def _each(base: Worded, times: list[Quantity], sentence: Sentence) -> Iterator[Worded]:
    """One level for each time of a metric, told apart by tier or hours; times that nothing tells apart are a conflict."""
    text = sentence.text
    parts = [words_of_time(text, times, place) for place in range(len(times))]
    tiers = [_tier(part) for part in parts]
    tiers = [tier or heading_tier(sentence.headings) for tier in tiers]
    services = [place_of_time(part) if len(times) > 1 else base.service for part in parts]
    services = [
        "workaround" if _BEFORE_FIX.search(text[: one.start]) else service
        for one, service in zip(times, services, strict=True)
    ]
    if AFTER_HOURS in tiers and len(times) > 1:
        tiers = [tier or IN_HOURS for tier in tiers]
    if len(set(zip(tiers, services, strict=True))) < len(times):
        doubts = tuple(tidy(part) for part in parts)
        yield replace(base, words=tidy(text)[:120], doubts=doubts, question="Which of these times is the limit?")
        return
    pcts = attained(text) or attained_by_lead(sentence.lead)
    for one, part, tier, service in zip(times, parts, tiers, services, strict=True):
        firmness = firmness_in(part) if len(times) > 1 else None
        if _LABELLED.match(text) and "," in text and not firmness_in(item(text, one)):
            firmness = firmness_in(sentence.lead) or "must"
        promise = own_promise(text, one)
        if promise:
            firmness = firmness_in(promise) or "must"
        around = (segment(text, one), part, text) if len(times) == 1 else (part, tail(text, times))
        yield replace(
            base, quantity=one, pcts=pcts, tier=tier, service=service, around=around, firmness=firmness or base.firmness
        )


def _tier(part: str) -> str | None:
    if OUT_OF_HOURS.search(part):
        return AFTER_HOURS
    found = _TIER.search(part)
    return found["tier"].lower() if found else None
