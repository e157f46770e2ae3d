"""An amendment says which clause it replaces, inserts, deletes or changes, and from when; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.amendments import amendments, effective_date, looks_like_amendment
from knowledge.clauses import clauses
from knowledge.documents.reading import read_bytes


def _document(*lines, title="DEED OF VARIATION"):
    return read_bytes("variation.txt", "\n\n".join((title, *lines)).encode())


def _read(*lines):
    document = _document(*lines)
    return amendments(clauses(document), document)


def _brief(found):
    return [(a.target, a.action, a.old_words, a.new_words or a.new_text) for a in found]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        (
            'Clause 7.2 is deleted and replaced by the following: "7.2 Credits are 10%."',
            ("7.2", "replace", "", "7.2 Credits are 10%."),
        ),
        (
            "Clause 7.2 shall be deleted in its entirety and replaced with: Credits are 10%.",
            ("7.2", "replace", "", "Credits are 10%."),
        ),
        (
            "Clause 12.1 shall be amended to read as follows: The term is three years.",
            ("12.1", "replace", "", "The term is three years."),
        ),
        ("Delete clause 7.2 and replace it with: Credits are 10%.", ("7.2", "replace", "", "Credits are 10%.")),
        (
            'In paragraph 3.1 of Schedule 2, the words "30 minutes" are replaced by "15 minutes".',
            ("Schedule 2, 3.1", "change", "30 minutes", "15 minutes"),
        ),
        ('In clause 5.1, for "GBP 12,500" substitute "GBP 13,000".', ("5.1", "change", "GBP 12,500", "GBP 13,000")),
        (
            'Replace the figure "95%" in paragraph 4.2 of Part B of Schedule 3 with "97.5%".',
            ("Schedule 3, Part B, 4.2", "change", "95%", "97.5%"),
        ),
        ('Clause 3.1 is amended by deleting "monthly" and inserting "weekly".', ("3.1", "change", "monthly", "weekly")),
        ("Clause 9 is hereby deleted in its entirety.", ("9", "delete", "", "")),
        ("Delete clause 14.3.", ("14.3", "delete", "", "")),
        (
            'The following new clause 7.6 shall be inserted after clause 7.5: "7.6 The parties meet monthly."',
            ("7.6", "insert", "", "7.6 The parties meet monthly."),
        ),
        (
            'The definition of "Fees" in clause 1.1 is replaced with: "Fees" means all charges.',
            ("1.1", "change", "", '"Fees" means all charges.'),
        ),
        (
            'Effective July 1, 2026, Section 2.1 is amended by replacing "$4,750.00" with "$5,100.00".',
            ("2.1", "change", "$4,750.00", "$5,100.00"),
        ),
        (
            "Section 2.1 is amended by replacing the Monthly Fee of $4,750.00 with $5,100.00.",
            ("2.1", "change", "$4,750.00", "$5,100.00"),
        ),
        ("In Section 2.2, $165.00 is replaced with $175.00.", ("2.2", "change", "$165.00", "$175.00")),
        (
            "In the table in Section 4, the Initial Response for P2 is changed from 2 hours to 1 hour.",
            ("4", "change", "2 hours", "1 hour"),
        ),
        (
            "In Section 4, the P2 resolution time is reduced from one (1) business day to 8 working hours.",
            ("4", "change", "one (1) business day", "8 working hours"),
        ),
        ("The Monthly Fee in Section 2.1 is increased to $5,300.00.", ("2.1", "change", "", "$5,300.00")),
        (
            'Section 5.2 is hereby deleted in its entirety and replaced with the following: "Credits are 20%."',
            ("5.2", "replace", "", "Credits are 20%."),
        ),
    ],
)
def test_an_instruction_names_its_clause_and_what_becomes_of_it(wording, expected):
    """The usual ways of saying it; a new definition changes its clause and does not replace it."""
    assert _brief(_read(f"1. {wording}")) == [expected]


def test_new_wording_below_the_instruction_belongs_to_it():
    """Quoted clauses on their own lines, up to the next instruction."""
    found = _read(
        "(a) Clause 7.2 shall be deleted and replaced with:",
        '"7.2 Service Credits',
        "7.2.1 The Supplier shall pay 5% of the Charges.",
        '7.2.2 Credits are capped at 10%."',
        "(b) Clause 8 is deleted.",
    )
    assert [(a.target, a.action) for a in found] == [("7.2", "replace"), ("8", "delete")]
    assert found[0].new_text.startswith("7.2 Service Credits")
    assert found[0].new_text.endswith("capped at 10%.")


def test_instructions_under_a_schedule_mean_its_paragraphs():
    """An opening such as "Schedule 2 is amended as follows" goes before each paragraph below it, and ends with its list."""
    found = _read(
        "4. Schedule 2 (Service Levels) is amended as follows:",
        '(a) in paragraph 3.2, "4 hours" is replaced with "2 hours";',
        "(b) paragraph 3.3 is deleted.",
        "5. Clause 9 is deleted.",
    )
    assert [a.target for a in found] == ["Schedule 2, 3.2", "Schedule 2, 3.3", "9"]


def test_several_clauses_may_go_at_once():
    """A list and a range."""
    found = _read("1. Clauses 8.1 and 8.4 are deleted.", "2. Clauses 9.1 to 9.3 are deleted.")
    assert [a.target for a in found] == ["8.1", "8.4", "9.1", "9.2", "9.3"]


def test_the_date_of_an_instruction_goes_before_that_of_the_document():
    """With effect from one day for all, from another for one."""
    found = _read(
        "1. With effect from and including 1 March 2026 the Agreement is varied as set out below.",
        "2. Clause 4 is deleted.",
        "3. With effect from 1 June 2026, clause 5 is deleted.",
    )
    assert [a.effective for a in found] == [date(2026, 3, 1), date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("This amendment takes effect on 1st April 2026.", date(2026, 4, 1)),
        ("Effective Date: March 1, 2026", date(2026, 3, 1)),
        ("It is effective as of 2026-03-01.", date(2026, 3, 1)),
        ("With effect from 25/03/2026 the following applies.", date(2026, 3, 25)),
        ("With effect from 03/04/2026 the following applies.", None),
        ("It was discussed on 1 March 2026.", None),
        ("Effective July 1, 2026, the parties agree as follows.", date(2026, 7, 1)),
        ("Effective 1 July 2026 the parties agree as follows.", date(2026, 7, 1)),
        ("As of 1st July 2026, the parties agree as follows.", date(2026, 7, 1)),
        ("With effect from Wednesday, 1 July 2026 this applies.", date(2026, 7, 1)),
        ("This amendment takes effect July 1, 2026.", date(2026, 7, 1)),
        ("Effective Date\n\nJuly 1, 2026", date(2026, 7, 1)),
        ("It amends the Agreement dated as of December 15, 2025.", None),
    ],
)
def test_the_effective_date_is_read_only_where_it_is_one(words, day):
    """A day in figures that may be April or March is no date."""
    assert effective_date(_document(words)) == day


def test_two_effective_dates_are_none():
    """Which one counts is for a person to say."""
    assert (
        effective_date(_document("With effect from 1 March 2026 this applies.", "It takes effect on 1 May 2026."))
        is None
    )


def test_an_amendment_is_told_from_a_contract_that_speaks_of_amending():
    """A clause about amendments instructs nothing."""
    assert looks_like_amendment(_document("1. Clause 9 is deleted."))
    unread = (
        "This amendment amends the Services Agreement of 1 May 2025.",
        "The fee shall henceforth be $5,100 a month.",
    )
    assert looks_like_amendment(_document(*unread, title="FIRST AMENDMENT"))
    contract = (
        "19. AMENDMENTS",
        "No amendment of clause 4 shall be valid unless in writing.",
        "The tape shall be deleted under clause 6 after use.",
    )
    assert not looks_like_amendment(_document(*contract, title="MASTER SERVICES AGREEMENT"))


def test_an_instruction_is_a_quotation_with_its_place():
    """Start and end point at the instruction in the text."""
    document = _document("1. Clause 9 is deleted.")
    (found,) = amendments(clauses(document), document)
    assert document.text[found.start : found.end] == "1. Clause 9 is deleted."
