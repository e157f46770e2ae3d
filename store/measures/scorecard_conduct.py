"""Scorecard items made from how the provider behaves: faults, evidence, promises, crises, reviews and plain talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from store.facts.common import Unknown, Why
from store.measures.coverage import Coverage
from store.measures.credit_values import as_decimal, plain
from store.measures.report_claims import Discrepancy
from store.measures.scorecard import Item
from store.measures.scorecard_levels import duty_item, no_data, points_below, unknown
from store.measures.trend import Trend

TREND_SCORES = {"declining": 100, "low_held": 100, "not_declining": 50, "amber": 50, "red": 0}
PROMISED_PROACTIVE = Decimal(20)
PLAIN_ENOUGH = Decimal(2)
# Our own yardsticks, which nobody promised, leave a smile from the score of a yes.
OWN_YARDSTICK = Decimal(80)
# A reported figure within one point of ours is no finding.
WITHIN_A_POINT = Decimal(95)


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises that fell due: kept in time, kept late, missed, and those of which nobody knows."""

    kept: int = 0
    late: int = 0
    missed: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Crisis:
    """How often we heard in a major incident: seconds to the first update, and between updates, with what was promised.

    The still-open last gap belongs to `gaps_s`. None for a first update means that it is not known.
    """

    first_update_s: int | None
    first_promised_s: int | None
    gaps_s: tuple[int, ...] = ()
    gap_promised_s: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, such as problems found before a user reported them."""

    n: int
    of: int


def trend_items(trend: Trend) -> tuple[Item, ...]:
    """Dimension 2: declining or held low 100, amber or not declining 50, red 0; too early to tell drops out."""
    reading = ", ".join(trend.parts) or "cannot be told"
    if trend.state in TREND_SCORES:
        score = Decimal(TREND_SCORES[trend.state])
        return (Item("break_fix", "break_fix_trend", "Break-fix trend", Decimal(100), score, None, reading),)
    early = unknown(f"the break-fix trend: {reading}", Why.NO_DEMAND)
    return no_data("break_fix", trend.why or early)


def evidence_items(coverage: Coverage, claims: Sequence[Discrepancy] | Unknown) -> tuple[Item, ...]:
    """Dimension 4: the share of duties with evidence, the report in time, and whether its figures are ours.

    The accuracy takes 5 off for each point of the largest difference. `claims` may say why there are none.
    """
    return (_covered(coverage), _reported(coverage), _accurate(claims))


def _covered(coverage: Coverage) -> Item:
    label, weight = "Evidence of what was due", Decimal(50)
    reading = f"{coverage.n} of {coverage.of} duties with evidence"
    if not coverage.of:
        why = unknown(label, Why.NO_DEMAND if coverage.instances else Why.NOT_IN_CONTRACT)
        return Item("evidence", "evidence_coverage", label, weight, None, why, reading)
    score = as_decimal(Fraction(100 * coverage.n, coverage.of), 9)
    return Item("evidence", "evidence_coverage", label, weight, score, None, reading)


def _reported(coverage: Coverage) -> Item:
    return _duty("report", "report_in_time", coverage, dimension="evidence", label="Monthly report", weight=Decimal(20))


def _duty(kind: str, key: str, coverage: Coverage, *, dimension: str, label: str, weight: Decimal) -> Item:
    """A duty's item; one that nobody promised drops out."""
    due = coverage.of_kind(kind)
    if due:
        return duty_item(due, dimension, key, label=label, weight=weight)
    why = unknown(f"{label}: not in your contract", Why.NOT_IN_CONTRACT)
    return Item(dimension, key, label, weight, None, why, f"{label}: not in your contract")


def _accurate(claims: Sequence[Discrepancy] | Unknown) -> Item:
    label, key, weight = "Reported figures agree with ours", "report_accuracy", Decimal(30)
    if isinstance(claims, Unknown):
        return Item("evidence", key, label, weight, None, claims, f"{label}: cannot be told")
    told = [(one, abs(one.points)) for one in claims if one.points is not None]
    if not told:
        why = unknown(label, Why.PROVIDER_DID_NOT_SUPPLY if not claims else Why.NOT_UPLOADED)
        return Item("evidence", key, label, weight, None, why, f"{label}: nothing to compare")
    worst, points = max(told, key=lambda pair: pair[1])
    ours = worst.result.shown if worst.result else None
    reading = f"{len(told)} reported figures compared, furthest off: {worst.claim.claimed_pct} % against our {ours} %"
    score = points_below(-Fraction(points), Fraction(0))
    return Item("evidence", key, label, weight, score, None, reading, WITHIN_A_POINT)


def promise_items(promises: Promises | Unknown) -> tuple[Item, ...]:
    """Dimension 5: kept counts 1, late a half; those of which nobody knows stay unknown by their number."""
    if isinstance(promises, Unknown):
        return no_data("ownership", promises)
    known = promises.kept + promises.late + promises.missed
    if not known + promises.unknown:
        return no_data("ownership", unknown("promises: none fell due", Why.NO_DEMAND))
    reading = f"{promises.kept} promises kept, {promises.late} late, {promises.missed} missed"
    items = []
    if known:
        score = as_decimal(Fraction(100 * promises.kept + 50 * promises.late, known), 9)
        items.append(Item("ownership", "promises_kept", "Promises kept", Decimal(known), score, None, reading))
    if promises.unknown:
        why = unknown(f"{promises.unknown} promises that fell due", Why.PROVIDER_DID_NOT_SUPPLY)
        weight, words = Decimal(promises.unknown), f"{promises.unknown} promises of which nobody knows"
        items.append(Item("ownership", "promises_unknown", "Promises without an answer", weight, None, why, words))
    return tuple(items)


def crisis_items(crisis: Crisis | Unknown) -> tuple[Item, ...]:
    """Dimension 6: the first update (100 less the share by which it was late), and the time covered by updates.

    Source: gap coverage is the sum of min(gap, promised) over the sum of the gaps.
    """
    if isinstance(crisis, Unknown):
        return no_data("crisis", crisis)
    return (_first_update(crisis), _gaps(crisis))


def _first_update(crisis: Crisis) -> Item:
    label, key, weight = "First update in a crisis", "first_update", Decimal(50)
    if crisis.first_promised_s is None or crisis.first_promised_s <= 0:
        why = unknown(f"{label}: not in your contract", Why.NOT_IN_CONTRACT)
        return Item("crisis", key, label, weight, None, why, f"{label}: no time promised")
    if crisis.first_update_s is None:
        why = unknown(label, Why.NOT_UPLOADED)
        return Item("crisis", key, label, weight, None, why, f"{label}: not recorded")
    late = max(Fraction(0), Fraction(crisis.first_update_s, crisis.first_promised_s) - 1)
    score = as_decimal(max(Fraction(0), 100 - 100 * late), 9)
    reading = f"first update after {_minutes(crisis.first_update_s)}, promised {_minutes(crisis.first_promised_s)}"
    return Item("crisis", key, label, weight, score, None, reading)


def _gaps(crisis: Crisis) -> Item:
    label, key, weight = "Updates during a crisis", "update_gaps", Decimal(50)
    if crisis.gap_promised_s is None or crisis.gap_promised_s <= 0:
        why = unknown(f"{label}: not in your contract", Why.NOT_IN_CONTRACT)
        return Item("crisis", key, label, weight, None, why, f"{label}: no interval promised")
    if not sum(crisis.gaps_s):
        why = unknown(label, Why.NOT_UPLOADED)
        return Item("crisis", key, label, weight, None, why, f"{label}: not recorded")
    covered = sum(min(gap, crisis.gap_promised_s) for gap in crisis.gaps_s)
    score = as_decimal(Fraction(100 * covered, sum(crisis.gaps_s)), 9)
    longest, promised = _minutes(max(crisis.gaps_s)), _minutes(crisis.gap_promised_s)
    return Item("crisis", key, label, weight, score, None, f"longest silence {longest}, promised every {promised}")


def _minutes(seconds: int) -> str:
    return f"{plain(Fraction(seconds, 60))} minutes"


def account_items(
    coverage: Coverage, proactive: Share | Unknown, *, target: Decimal = PROMISED_PROACTIVE
) -> tuple[Item, ...]:
    """Dimension 7: reviews held, a roadmap kept, and the share of problems found before a user reported them."""
    review = _duty("review", "review_held", coverage, dimension="account", label="Service review", weight=Decimal(40))
    roadmap = _duty("roadmap", "roadmap", coverage, dimension="account", label="Roadmap", weight=Decimal(30))
    return (review, roadmap, _proactive(proactive, target))


def _proactive(proactive: Share | Unknown, target: Decimal) -> Item:
    label, key, weight = "Found before we noticed", "proactive_share", Decimal(30)
    if isinstance(proactive, Unknown):
        return Item("account", key, label, weight, None, proactive, f"{label}: cannot be told")
    if not proactive.of:
        return Item("account", key, label, weight, None, unknown(label, Why.NO_DEMAND), f"{label}: nothing to judge")
    score = points_below(Fraction(100 * proactive.n, proactive.of), Fraction(target))
    reading = f"{proactive.n} of {proactive.of} found before a user reported them"
    return Item("account", key, label, weight, score, None, reading, OWN_YARDSTICK)


def plain_talk_items(density: Decimal | Unknown, *, limit: Decimal = PLAIN_ENOUGH) -> tuple[Item, ...]:
    """Dimension 8 from unexplained terms in a hundred words: 20 off for each above the limit."""
    if isinstance(density, Unknown):
        return no_data("plain_talk", density)
    score = max(Decimal(0), 100 - 20 * max(Decimal(0), density - limit))
    reading = f"{density} unexplained terms in a hundred words, {limit} is plain enough"
    return (Item("plain_talk", "jargon", "Plain talk", Decimal(100), score, None, reading, OWN_YARDSTICK),)
