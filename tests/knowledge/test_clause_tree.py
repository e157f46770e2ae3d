"""A contract is cut into clauses under the keys a reader would say: "7.2(a)", "Schedule 3, Part B, 2.3(a)"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.clauses import clauses
from knowledge.documents.reading import read_bytes


def _tree(text, kind="txt"):
    """The tree of a contract typed one paragraph a line."""
    return clauses(
        read_bytes(f"contract.{kind}", "\n\n".join(line.strip() for line in text.strip().splitlines()).encode())
    )


def _keys(text, kind="txt"):
    return [clause.key for clause in _tree(text, kind).clauses]


def test_sub_clauses_carry_the_numbers_above_them():
    """7, 7.1, 7.1(a), 7.1(a)(i): as they are quoted."""
    text = """
        7. SERVICE CREDITS
        7.1 The Supplier shall pay:
        (a) a credit for each
        (i) missed response; and
        (ii) missed resolution; and
        (b) nothing else.
        7.2 Credits are capped.
        8. GENERAL
    """
    assert _keys(text) == ["7", "7.1", "7.1(a)", "7.1(a)(i)", "7.1(a)(ii)", "7.1(b)", "7.2", "8"]


def test_items_that_carry_the_letter_of_their_annex_are_clauses_of_their_own():
    """B2 and B2.1 stand in Annexure B alone; elsewhere "A4 paper" and "P1 Tickets" are words."""
    text = """
        1. PAPER
        A4 Paper is supplied by the Client.
        Annexure A Services
        A1 The Supplier shall run a service desk.
        P1 Requests are taken by telephone.
        Annexure B Service Levels
        B1 Times run in Service Hours.
        B2 The times are these:
        B2.1 The Supplier shall reply within one hour; and
        (a) say who deals with it.
        B2.2 The Supplier shall mend within eight hours.
        B3 Cancelled Requests do not count.
    """
    assert _keys(text) == [
        "1", "Annex A", "Annex A, A1", "Annex B", "Annex B, B1", "Annex B, B2", "Annex B, B2.1", "Annex B, B2.1(a)",
        "Annex B, B2.2", "Annex B, B3",
    ]  # fmt: skip


def test_numbers_begin_anew_in_each_schedule_and_part():
    """The same 1 is another clause in every schedule, so the key says which."""
    text = """
        1. SERVICES
        1.1 The Supplier shall serve.
        Schedule 1 – Services
        1. Scope of the services
        1.1 The scope is wide.
        Schedule 2 – Charges
        Part A
        1. Fixed charges
        Part B
        1. Other charges
        1.1 The rates are these:
        (a) per hour
        Annex 1 to Part B of Schedule 2
        1. Rate card of the Supplier
    """
    assert _keys(text) == [
        "1", "1.1", "Schedule 1", "Schedule 1, 1", "Schedule 1, 1.1", "Schedule 2", "Schedule 2, Part A", "Schedule 2, Part A, 1",
        "Schedule 2, Part B", "Schedule 2, Part B, 1", "Schedule 2, Part B, 1.1", "Schedule 2, Part B, 1.1(a)",
        "Schedule 2, Part B, Annex 1", "Schedule 2, Part B, Annex 1, 1",
    ]  # fmt: skip


def test_articles_with_numbers_of_their_own_keep_them_plain():
    """Article III holds 3.1; nobody says "Article III, 3.1"."""
    text = """
        ARTICLE II
        2.1 The Customer shall pay.
        ARTICLE III
        3.1 The Supplier shall serve.
        3.2 The Supplier shall report.
    """
    assert _keys(text) == ["Article II", "2.1", "Article III", "3.1", "3.2"]


def test_sections_that_begin_anew_in_each_article_are_told_apart():
    """Two section 1s need their articles."""
    text = """
        ARTICLE I
        Section 1. The Customer shall pay.
        Section 2. The Customer shall pay in time.
        ARTICLE II
        Section 1. The Supplier shall serve.
        Section 2. The Supplier shall serve well.
    """
    assert _keys(text) == ["Article I", "Article I, 1", "Article I, 2", "Article II", "Article II, 1", "Article II, 2"]


def test_an_i_after_h_is_a_letter_and_an_i_before_ii_is_roman():
    """The neighbours tell which one it is."""
    letters = "\n".join(f"({c}) the party shall do something" for c in "abcdefghij")
    assert _keys("1.1 Each party:\n" + letters)[-3:] == ["1.1(h)", "1.1(i)", "1.1(j)"]
    romans = "\n".join(f"({c}) the party shall do something" for c in ("h", "i", "ii", "iii"))
    assert _keys("1.1 Each party:\n" + "\n".join(letters.splitlines()[:7]) + "\n" + romans)[-4:] == [
        "1.1(h)", "1.1(h)(i)", "1.1(h)(ii)", "1.1(h)(iii)",
    ]  # fmt: skip


def test_nested_markdown_lists_make_dotted_numbers():
    """Item 2 of item 3 is clause 3.2."""
    text = "3. ### Urgent\n\n    1. First\n\n        1. Inner\n\n    2. Second\n"
    assert [c.key for c in clauses(read_bytes("sla.md", text.encode())).clauses] == ["3", "3.1", "3.1.1", "3.2"]


def test_a_table_of_contents_is_no_list_of_clauses():
    """Its lines repeat the titles; the clauses come after."""
    text = """
        CONTENTS
        1. Services
        2. Charges
        1. Services
        1.1 The Supplier shall serve the Customer in every way that is set out here.
        2. Charges
        2.1 The Customer shall pay.
    """
    tree = _tree(text)
    assert [c.key for c in tree.clauses] == ["1", "1.1", "2", "2.1"]


def test_a_list_of_schedules_opens_none_of_them():
    """Names of schedules one after the other are an index."""
    text = """
        1. AGREEMENT
        1.1 The schedules are:
        Schedule 1 Services
        Schedule 2 Charges
        Schedule 3 Exit
        1.2 They are part of the agreement.
        Schedule 1 Services
        1. The Supplier shall serve.
    """
    assert _keys(text) == ["1", "1.1", "1.2", "Schedule 1", "Schedule 1, 1"]


def test_a_number_printed_twice_gives_two_keys():
    """Contracts have such errors; neither clause is lost."""
    text = """
        4. TERMS
        4.1 The first.
        4.1 The second.
        4.2 The third.
    """
    assert _keys(text) == ["4", "4.1", "4.1 (2)", "4.2"]


def test_recitals_do_not_take_the_numbers_of_the_clauses():
    """(1) and (2) under "Whereas" are named by it."""
    text = """
        WHEREAS:
        1. The Customer needs a service that it cannot run by itself and has therefore looked for a partner.
        2. The Supplier offers it.
        1. DEFINITIONS
        1.1 In this agreement words have meanings.
        1.2 They are these.
        2. SERVICES
        2.1 The Supplier shall serve.
        2.2 It shall serve well.
    """
    assert _keys(text) == ["WHEREAS", "WHEREAS, 1", "WHEREAS, 2", "1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_titles_without_numbers_are_keys_themselves():
    """A web page without numbers is quoted by its titles."""
    page = "# Terms of support\n\nWords before.\n\n## Response times\n\nWe answer in an hour.\n"
    tree = clauses(read_bytes("terms.md", page.encode()))
    assert [(c.key, c.parent, c.headings) for c in tree.clauses] == [
        ("Terms of support", None, ("Terms of support",)),
        ("Response times", "Terms of support", ("Terms of support", "Response times")),
    ]
    assert tree.title == "Terms of support"


def test_a_clause_knows_its_words_its_title_and_its_tables():
    """Text is the clause's own, without its sub-clauses'; a table belongs where it stands."""
    page = "1. ### Service levels\n\n    1. **Targets.** These apply:\n\n        | Priority | Response |\n        |---|---|\n        | P1 | 15 min |\n\n    2. More.\n"
    document = read_bytes("sla.md", page.encode())
    tree = clauses(document)
    targets = next(c for c in tree.clauses if c.key == "1.1")
    assert targets.heading == "Targets"
    assert targets.headings == ("Service levels", "Targets")
    assert targets.text == document.text[targets.start : targets.end]
    assert targets.tables[0].grid[1] == ("P1", "15 min")
    assert "More" not in targets.text


def test_quantities_at_the_head_of_a_line_open_no_clause():
    """A number of days and a director's initial are text."""
    text = """
        5. PAYMENT
        5.1 The Customer shall pay within
        30 days after the invoice.
        J. Smith, Director
    """
    assert _keys(text) == ["5", "5.1"]


@pytest.mark.parametrize(
    "odd", ["(c) third\n(a) first\nIX. nine\n3.4.5.6 deep", "99. x\n1. y\n99. z", "Schedule 9\nPart Z\n(zz) q"]
)
def test_broken_numbering_still_gives_a_tree(odd):
    """Whatever the order, every paragraph is in one clause and no key comes twice."""
    tree = _tree(odd)
    assert len({c.key for c in tree.clauses}) == len(tree.clauses)


_PIECES = st.sampled_from(
    ["1. One", "2. Two", "1.1 Deep", "2.3.4 Deeper", "(a) letter", "(i) roman", "(ii) two", "A. Upper", "Schedule 1", "Part B", "ARTICLE II",
     "plain words", "TITLE", "Annex 2", "99. far", "CONTENTS", "Section 4.", "x) y", "IV. four"]
)  # fmt: skip


@given(st.lists(_PIECES, min_size=1, max_size=25))
def test_any_order_of_numbers_gives_unique_keys_and_exact_quotations(lines):
    """No crash, no key twice, parents exist, and every clause is a slice of the text."""
    document = read_bytes("contract.txt", "\n\n".join(lines).encode())
    tree = clauses(document)
    keys = [c.key for c in tree.clauses]
    assert len(set(keys)) == len(keys)
    assert all(c.parent is None or c.parent in keys for c in tree.clauses)
    assert all(c.text == document.text[c.start : c.end] for c in tree.clauses)
    assert [c.start for c in tree.clauses] == sorted(c.start for c in tree.clauses)
