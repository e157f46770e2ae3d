"""A share of tickets that stands in a sentence of its own is never passed over."""

from bot.intake.doubts import with_doubts
from knowledge.clauses import Clause, ClauseTree
from store.facts.common import Status
from store.records import TermRecord

LEVEL = TermRecord("service_level", {"metric": "response", "priority": 1, "limit_s": 900})


def told(words, *terms):
    clause = Clause("4.1", "4.1", "", words, 0, len(words))
    return with_doubts(terms or [LEVEL], ClauseTree("msa.docx", "", (clause,)))


def test_a_share_stated_apart_from_the_table_is_asked_about():
    """Nothing is judged as "every one" while the contract says a share somewhere that we gave to no level."""
    (term,) = told("Provider shall meet the times above for at least 92 % of tickets in each month.")
    assert term.status is Status.CONFLICT
    assert "92 %" in term.question


def test_a_share_of_money_or_of_machines_raises_no_doubt():
    """Credits, charges, availability and patching have shares of their own."""
    (term,) = told("A Service Credit of 5 % of the Charges is due. Uptime shall be 99.9 % at all times.")
    assert term.status is Status.FOUND


def test_a_share_that_a_level_has_already_raises_no_doubt():
    """It was read; levels without one are then meant without one."""
    other = TermRecord("service_level", {"metric": "response", "priority": 2, "limit_s": 3600, "target_pct": "92"})
    assert told("At least 92 % of tickets within the times.", LEVEL, other)[0].status is Status.FOUND
