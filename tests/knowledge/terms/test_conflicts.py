"""Terms held against each other: repeats, contradictions, tracked changes; and words that are no contract at all."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.clauses import clauses
from knowledge.documents.model import Document, Paragraph
from knowledge.documents.reading import read
from knowledge.terms.finding import found

TABLE = """# Service Levels

1. The Supplier shall meet the Service Levels. All times are measured in Service Hours.

| Priority | Response | Target |
|---|---|---|
| P1 | 15 minutes | 95% |

"""


def test_a_level_said_twice_is_one_level(terms_of):
    """The sentence repeats the table; the fuller saying stands."""
    levels = terms_of(TABLE + "2. P1 Incidents shall be answered within 15 minutes.\n", "service_level")
    assert [(term.fields["limit_s"], term.fields["target_pct"], term.status) for term in levels] == [
        (900, "95", "found")
    ]


def test_two_values_for_one_level_are_a_conflict_with_both_places(terms_of):
    """Fifteen minutes in the table, thirty in the text."""
    levels = terms_of(TABLE + "2. P1 Incidents shall be answered within 30 minutes.\n", "service_level")
    assert [term.status for term in levels] == ["conflict", "conflict"]
    assert {term.fields["limit_s"] for term in levels} == {900, 1800}
    assert all(len(term.readings) == 2 for term in levels)
    assert all(term.question for term in levels)


def test_an_aim_beside_a_promise_is_no_contradiction(terms_of):
    """We aim at ten minutes and promise fifteen."""
    levels = terms_of(TABLE + "2. We aim to respond to P1 Incidents within 10 minutes.\n", "service_level")
    assert {(term.fields["firmness"], term.status) for term in levels} == {("must", "found"), ("target", "found")}


def test_a_tracked_change_of_a_figure_shows_both_readings(tmp_path):
    """Thirty struck out, fifteen put in: nobody has said that it was accepted."""
    path = tmp_path / "contract.md"
    path.write_text(TABLE, encoding="utf-8")
    document = read(path)
    changed = replace(document, changed=(("30", "15", document.text.index("15 minutes")),))
    (level,) = [term for term in found(clauses(changed), changed) if term.kind == "service_level"]
    assert level.status == "conflict"
    assert level.readings == ("30 (before), 15 (after)",)


def test_a_tracked_change_elsewhere_changes_nothing(tmp_path):
    """A word in another clause."""
    path = tmp_path / "contract.md"
    path.write_text(TABLE, encoding="utf-8")
    document = read(path)
    changed = replace(document, changed=(("shall", "will", document.text.index("shall")),))
    (level,) = [term for term in found(clauses(changed), changed) if term.kind == "service_level"]
    assert level.status == "found"


WORDS = st.sampled_from(
    "P1 Priority 2 respond within 15 minutes 4 hours Service Hours credit 5% of the Monthly Charge below 99.9% : ; . (a) "
    "three consecutive months £50 per user a month report Working Day [***] shall Customer \n \n\n * - | availability 24x7".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_no_words_upset_the_finder_and_every_quote_is_exact(text):
    """Scrambled contract words give terms or none, each an exact slice."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(line.strip(), at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
        at += len(line) + 1
    document = Document("x.md", "md", "0", text, tuple(paragraphs))
    for term in found(clauses(document), document):
        assert term.quote == text[term.start : term.end]
        assert term.status in {"found", "conflict", "unknown"}
        assert term.status == "found" or term.question or term.readings
