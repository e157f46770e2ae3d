"""How firmly a level binds, and in which month a ticket counts, in words that stand beside the level."""

import pytest

from knowledge.terms.firmness import firmness_in

TABLE = """
| Priority | Response Target |
|---|---|
| Priority 1 | 15 minutes |
"""


def test_a_level_that_shall_be_met_is_no_mere_target_for_what_the_next_sentences_call_it(terms_of):
    """The promise governs; how its targets are measured does not soften it."""
    words = "1. The Provider shall meet the following Service Levels. Priority 1 targets run 24x7. All other targets are measured in Business Hours."
    level = terms_of(f"{words}\n{TABLE}", "service_level")[0]
    assert level.fields["firmness"] == "must"


@pytest.mark.parametrize("words", ["Our target is to reply within 1 hour", "These times are targets and no promise"])
def test_a_level_called_a_target_is_one(words):
    """Where the sentence itself softens."""
    assert firmness_in(words) == "target"


MONTHS = """
The percentages are worked out over the tickets opened in that month.                                   | opened
Attainment is the number of tickets that met the target divided by the tickets raised in that month.     | opened
The percentages are calculated over the incidents closed in that calendar month.                         | resolved_only
The percentage is of tickets opened in the month and resolved in the month.                              | None
The Supplier shall report the tickets opened in that month.                                              | None
"""


@pytest.mark.parametrize("line", MONTHS.strip().splitlines())
def test_percentages_say_which_month_a_ticket_counts_in(terms_of, line):
    """By the event that the percentages are worked out over; two events leave it open."""
    words, want = (part.strip() for part in line.split("|"))
    text = f"1. The Provider shall respond to P1 tickets within 15 minutes, 24x7.\n\n2. {words}\n"
    assert str(terms_of(text, "service_level")[0].fields.get("month_by")) == want
