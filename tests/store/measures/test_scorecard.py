"""Are we getting what we pay for: the weights, the unknowns and the verdict."""

from dataclasses import replace
from decimal import Decimal

import pytest

from store.facts.common import Why
from store.measures.scorecard import DIMENSIONS, Gate, scorecard
from store.measures.scorecard_conduct import (
    plain_talk_items,
)
from tests.store.measures.made_scorecard import (
    SILENT,
    all_at,
    item,
)


@pytest.mark.parametrize(
    ("score", "caps", "verdict"),
    [
        ("80", (), "yes"),
        ("79.99", (), "partly"),
        ("60", (), "partly"),
        ("59.99", (), "no"),
        ("95", ("partly",), "partly"),
        ("95", ("partly", "no"), "no"),
        ("20", ("partly",), "no"),
    ],
)
def test_the_verdict_follows_the_known_score_under_its_gates(score, caps, verdict):
    """80 is yes, 60 is partly; a gate caps, it never lifts."""
    card = scorecard(all_at(score), [Gate("g", "A fact.", cap) for cap in caps])
    assert card.verdict == verdict


def test_a_score_is_never_shown_across_the_line_it_did_not_reach():
    """79.96 is shown as 79.9, for 80.0 would say yes."""
    assert (scorecard(all_at("79.96")).known_only, scorecard(all_at("79.96")).verdict) == (Decimal("79.9"), "partly")
    assert scorecard(all_at("70.06")).known_only == Decimal("70.1")


def test_too_little_known_gives_no_verdict_and_no_score():
    """With 55 % of the weight known, the known-only figure is not shown."""
    unknown = {key: item(key, why=Why.NOT_UPLOADED) for key in ("service_levels", "security", "crisis")}
    card = scorecard(all_at("100", **unknown))
    assert (card.verdict, card.known_only, card.coverage) == ("cannot_tell", None, Decimal("55.0"))
    assert (card.proved, card.best_case) == (Decimal("55.0"), Decimal("100.0"))


def test_sixty_per_cent_known_is_just_enough():
    """The line itself still gives a verdict."""
    unknown = {key: item(key, why=Why.NOT_UPLOADED) for key in ("service_levels", "security")}
    assert (scorecard(all_at("90", **unknown)).verdict, scorecard(all_at("90", **unknown)).coverage) == ("yes", 60)


def test_what_nobody_promised_or_nobody_asked_for_is_left_out_and_listed():
    """Without demand or without a clause the other dimensions carry the weight."""
    absent = {"crisis": item("crisis", why=Why.NO_DEMAND), "account": item("account", why=Why.NOT_IN_CONTRACT)}
    card = scorecard(all_at("90", **absent))
    assert (card.coverage, card.known_only, card.verdict) == (Decimal("100.0"), Decimal("90.0"), "yes")
    assert [one.why for one in card.unknowns] == [Why.NO_DEMAND, Why.NOT_IN_CONTRACT]
    assert [part.face for part in card.dimensions if not part.applies] == ["unknown", "unknown"]


def face(*items):
    """The face of the one part these items are in."""
    card = scorecard([*items, *(one for one in all_at("90") if one.dimension != items[0].dimension)])
    return next(part.face for part in card.dimensions if part.key == items[0].dimension)


def test_no_part_smiles_over_a_standard_that_was_missed():
    """Security at 97.5 with patching short of its level: the points stand, the face is neutral."""
    assert face(item("security", "90", weight=25), item("security", "100", weight=75)) == "neutral"
    assert face(item("security", "100", weight=25), item("security", "100", weight=75)) == "happy"


def test_no_part_smiles_while_evidence_that_was_owed_is_not_there():
    """No restore test shown: neutral at best. A record that we ourselves have not added is held against nobody."""
    kept = item("security", "100", weight=75)
    assert face(kept, item("security", why=Why.PROVIDER_DID_NOT_SUPPLY, weight=25)) == "neutral"
    assert face(kept, item("security", why=Why.NOT_UPLOADED, weight=25)) == "happy"


def test_a_part_known_by_less_than_six_tenths_wears_no_face():
    """As the whole card shows no verdict then: neither a smile nor a frown on half the facts."""
    hidden = item("evidence", why=Why.NOT_UPLOADED, weight=41)
    assert face(item("evidence", "100", weight=59), hidden) == "unknown"
    assert face(item("evidence", "0", weight=59), hidden) == "unknown"
    assert face(item("evidence", "0", weight=60), replace(hidden, weight=Decimal(40))) == "sad"


@pytest.mark.parametrize(("score", "worn"), [("100", "happy"), ("50", "neutral"), ("0", "sad")])
def test_amber_is_a_warning_and_no_failure(score, worn):
    """The break-fix trend is a traffic light; one high look proves little and is not frowned at."""
    assert face(item("break_fix", score)) == worn


def test_what_nobody_promised_may_smile_below_its_best():
    """Plain talk and finding things first are yardsticks of ours; a report within one point of our count is right."""
    plain_enough = plain_talk_items(Decimal("2.5"))
    assert (plain_enough[0].score, face(*plain_enough)) == (Decimal(90), "happy")
    assert replace(plain_enough[0], smiles_from=Decimal(100)).clear is False


def test_a_part_that_does_not_apply_leaves_its_weight_to_its_neighbours():
    """Within a dimension, too: 30 points of weight without demand, the rest scores 50."""
    parts = [item("crisis", "50", weight=70), item("crisis", why=Why.NO_DEMAND, weight=30)]
    card = scorecard([*parts, *(one for one in all_at("90") if one.dimension != "crisis")])
    crisis = next(part for part in card.dimensions if part.key == "crisis")
    assert (crisis.score, crisis.known_weight) == (Decimal("50.0"), Decimal(5))


def test_a_dimension_nobody_mentioned_is_unknown_not_left_out():
    """Forgetting a dimension lowers the coverage."""
    card = scorecard([one for one in all_at("90") if one.dimension != "security"])
    assert (card.coverage, card.verdict) == (Decimal("80.0"), "yes")
    assert card.unknowns[0].why is Why.NOT_UPLOADED


def test_an_empty_card_cannot_tell():
    """Nothing known at all, and nothing that applies."""
    assert (scorecard([]).verdict, scorecard([]).coverage) == ("cannot_tell", Decimal("0.0"))
    nothing = scorecard([item(key, why=Why.NO_DEMAND) for key in DIMENSIONS])
    assert (nothing.verdict, nothing.proved) == ("cannot_tell", Decimal("0.0"))


@pytest.mark.parametrize(
    "broken", [{"dimension": "luck"}, {"weight": Decimal(0)}, {"score": None}, {"unknown": SILENT}]
)
def test_an_item_has_a_dimension_a_weight_and_either_a_score_or_a_reason(broken):
    """Anything else is our own mistake."""
    with pytest.raises(ValueError, match="needs a known dimension"):
        replace(item("crisis", "50"), **broken)
