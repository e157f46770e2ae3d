"""The seven marks wear the face their evidence gives them, and none without evidence."""

from decimal import Decimal

from store.facts.common import Why
from store.measures.marks import MARKS, Counted, by_face, face_of, marks
from store.measures.scorecard import Item, scorecard


def card(score):
    item = Item("ownership", "promises_kept", "Promises kept", Decimal(100), Decimal(score), None, "so many kept")
    return scorecard([item])


def made(score=70, **counted):
    told = {name: Counted(0, 0, "note them") for name in ("reviews", "roadmap", "advice")} | counted
    return {mark.key: mark for mark in marks(card(score), **told)}


def test_all_seven_are_there_in_order():
    """Nothing is left out because nothing is known of it."""
    assert list(made()) == list(MARKS)
    assert by_face(list(made().values())) == {"happy": 0, "neutral": 1, "sad": 0, "unknown": 6}


def test_a_face_needs_evidence():
    """An empty register says nothing about the provider, only what to do."""
    found = made()
    assert (found["challenging"].face, found["challenging"].why.fix) == ("unknown", "note them")
    assert found["crisis"].why.why is Why.NOT_UPLOADED
    assert (found["owns_mistakes"].face, found["owns_mistakes"].evidence) == ("neutral", "so many kept")


def test_counted_marks_are_capped_at_all():
    """Five pieces of advice where two make a habit are not more than happy."""
    found = made(advice=Counted(5, 2, "5 pieces", ("advice.csv:2",)), reviews=Counted(5, 10, "5 of 10"))
    assert (found["challenging"].face, found["challenging"].sources) == ("happy", ("advice.csv:2",))
    assert found["monthly_review"].face == "sad"


def test_faces_change_at_80_and_60():
    """As everywhere on the scorecard."""
    assert [face_of(Decimal(n)) for n in ("80", "79.9", "60", "59.9")] == ["happy", "neutral", "neutral", "sad"]
    assert face_of(None) == "unknown"
