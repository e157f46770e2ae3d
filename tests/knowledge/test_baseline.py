"""What a contract's words say on what is usual: promised, extra, left out, ours, or no clause found."""

import pytest

from knowledge.baseline import activities, scope_map
from knowledge.passages import Passage


def stands(*texts):
    """Where each activity stands in a contract of these clauses, by its id."""
    passages = [
        Passage(f"p{n}", "C", "c.md", f"{n}", (), text, None, 0, len(text), "Agreement")
        for n, text in enumerate(texts, 1)
    ]
    return {one.activity.id: one for one in scope_map(passages)}


@pytest.mark.parametrize(
    ("activity", "stand", "text"),
    [
        ("restore_test", "included", "The Supplier shall carry out a restore test in each quarter."),
        ("restore_test", "not_found", "The Supplier shall restore its own reputation."),
        ("user_training", "excluded", "The Services do not include:\ntraining courses for staff; and\nfurniture."),
        ("on_site_support", "extra", "On-site support is charged at the hourly rate."),
        ("on_site_support", "ours", "The Customer shall provide on-site support of its own."),
        ("printers", "excluded", "Printers are excluded."),
        ("mfa", "included", "The Provider must use multi-factor authentication on every account."),
        ("service_desk", "mentioned", "“Service Desk” means the place where calls are taken."),
        (
            "awareness",
            "not_found",
            "The Provider shall give notice of a security incident as soon as it becomes aware of it.",
        ),
        ("firewall", "included", "Our managed package includes the firewall at each office."),
    ],
)
def test_each_wording_is_read_for_what_it_does(activity, stand, text):
    """A word alone is no promise, and what is left out is not included."""
    found = stands(text)[activity]
    assert found.stand == stand
    assert (found.statement is None) == (stand == "not_found")


def test_a_promise_goes_before_an_exclusion_of_a_part():
    """Backups are promised though one kind of backup is left out; the promise is quoted."""
    found = stands("Backups of laptops are excluded.", "The Provider shall back up the servers every day.")["backup"]
    assert (found.stand, found.statement.clause) == ("included", "2")


def test_words_far_apart_in_a_long_sentence_are_no_wording():
    """An exit here and a plan thirty words on say nothing about an exit plan."""
    text = "The Provider shall light every exit of the building, keep it free of boxes and other goods, and make a pension plan."
    assert stands(text)["exit_help"].stand == "not_found"


def test_an_empty_contract_has_no_clause_on_anything():
    """Nothing found is said of each, and nothing is made up."""
    assert {one.stand for one in stands().values()} == {"not_found"}


def test_the_yardstick_is_sound():
    """Some forty activities, each with a name, a group and its own wordings."""
    known = activities()
    assert 38 <= len(known) <= 50
    assert len({one.id for one in known}) == len(known)
    assert all(one.name and one.group and len(one.words) > 0 for one in known)
