"""A safeguard that a clause asks for without a figure ("MFA shall be enforced"): the clause, and what is on record."""

from __future__ import annotations

import re

from bot.answering.answer import Answer
from bot.answering.asking.vocabulary import METRICS
from bot.answering.draft import Draft, during, listed
from bot.answering.telling.asked import Asked
from store.facts.agreed import Metric
from store.measures.evidence_levels import evidence_kind
from store.measures.level_names import NAMES

SAFEGUARDS = (Metric.MFA, Metric.EDR, Metric.PATCHING, Metric.BACKUP, Metric.RESTORE_TEST)
_SEARCHED = 5


def tell(asked: Asked) -> Answer | None:
    """What the contract says of the safeguards asked about; None where no clause names any of them."""
    wanted = [metric for metric in asked.question.metrics if metric in SAFEGUARDS]
    if not wanted or len(wanted) < len(asked.question.metrics):
        return None
    named = re.compile("|".join(words for metric, words in METRICS if metric in wanted), re.IGNORECASE)
    what = listed(NAMES[metric] for metric in wanted)
    near = [
        one for one in asked.passages(f"{asked.question.spoken} {what}", _SEARCHED) if named.search(one.quote or "")
    ]
    if not near:
        return None
    draft = asked.draft("metric")
    draft.say(asked.note)
    draft.say(*(_recorded(asked, metric, draft) for metric in wanted))
    draft.say("\n\n".join(f"The contract: {draft.quoted(one)}." for one in near[:2]))
    return draft.answer(f"The contract speaks of {what}, with no share or time that we could measure it by.", "partly")


def _recorded(asked: Asked, metric: Metric, draft: Draft) -> str:
    """The counts on record for the months asked about."""
    period = asked.period
    rows = [
        one
        for one in asked.case.happened.security
        if period is not None
        and one.month in period.months()
        and evidence_kind(one.kind) is metric
        and one.population
        and one.in_order is not None
    ]
    if period is None or not rows:
        return ""
    held, of = sum(one.in_order or 0 for one in rows), sum(one.population or 0 for one in rows)
    shown = draft.figure(
        metric.value,
        f"{NAMES[metric]}, in order",
        held,
        "count",
        n=held,
        of=of,
        sources=tuple(str(one.source) for one in rows),
    )
    whole = draft.figure(f"{metric.value}_of", f"{NAMES[metric]}, counted", of, "count")
    return f"On record {during(period)}: {shown} of {whole} in order."
