"""What counts as evidence of a duty: the month's line of its own name, or of the one measure its words name."""

from store.facts.agreed import Duty
from store.facts.common import Source
from store.facts.happened import Happened, SecurityEvidence
from store.measures.duty_evidence import evidence_for


def found(what, *kinds):
    """Which of these lines of a month's security counts are evidence of a duty so worded."""
    lines = tuple(SecurityEvidence("2026-09", kind, Source("security.csv", row=n)) for n, kind in enumerate(kinds, 2))
    duty = Duty(1, "C", "other", Source("c.md"), what=what, every_months=1)
    return [kinds[one.source.row - 2] for one in evidence_for(duty, Happened(security=lines))]


def test_a_line_of_the_dutys_own_name_is_evidence():
    """Whatever the contract calls it, in small letters or capitals."""
    assert found("accounts with administrator rights", "Accounts with administrator rights", "EDR") == [
        "Accounts with administrator rights"
    ]


def test_a_line_of_the_measure_that_the_words_name_is_evidence():
    """The Devices covered by EDR are counted under EDR."""
    assert found("Devices covered by EDR", "EDR", "MFA", "backups") == ["EDR"]


def test_words_that_name_two_measures_name_none():
    """Nobody can tell which of the two was meant."""
    assert found("EDR and MFA", "EDR", "MFA") == []
