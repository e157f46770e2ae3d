"""A contract is cut into passages at its clauses; tables are never cut inside a row."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.clauses import Clause, ClauseTree
from knowledge.documents.model import Table
from knowledge.passages import LIMIT, Passage, passages_of


def tree(*clauses: Clause) -> ClauseTree:
    """A document of these clauses."""
    return ClauseTree("msa.docx", "Support Agreement", clauses)


def clause(key: str, text: str, at: int = 0, parent: str | None = None, headings: tuple[str, ...] = ()) -> Clause:
    """A clause whose number is the last part of its key."""
    number = key.rsplit(", ", maxsplit=1)[-1]
    number = number[number.rfind("(") :] if number.endswith(")") else number
    return Clause(key, number, "", text, at, at + len(text), page=1, parent=parent, headings=headings)


def test_a_clause_with_its_list_is_one_passage_and_each_item_can_still_be_cited() -> None:
    """A list item alone ("(b) every month") means nothing without its lead-in."""
    lead = clause("4.1", "The Provider shall report:", 0, headings=("4 Reports",))
    first = clause("4.1(a)", "(a) every week on open tickets; and", 27, "4.1")
    second = clause("4.1(b)", "(b) every month on service levels.", 63, "4.1")
    (found,) = passages_of(tree(lead, first, second), "MSA-1")
    assert found.clause == "4.1"
    assert found.part_at(found.text.index("every month")).clause == "4.1(b)"
    assert (found.start, found.end) == (0, 63 + len(second.text))


def test_numbered_sub_clauses_stand_alone() -> None:
    """Clause 7.1 and clause 7.2 are cited apart."""
    parts = (
        clause("7", "Termination", 0),
        clause("7.1", "Either party may end this Agreement by ninety days' notice.", 12, "7", ("7 Termination",)),
        clause("7.2", "Either party may end it at once for material breach.", 80, "7", ("7 Termination",)),
    )
    assert [passage.clause for passage in passages_of(tree(*parts), "MSA-1")][-2:] == ["7.1", "7.2"]


def test_a_bare_heading_is_no_passage_of_its_own() -> None:
    """It would be found for every question about its clauses and answer none."""
    heading = Clause("7", "7", "Termination", "7. Termination", 0, 14)
    below = clause("7.1", "Either party may end this Agreement by notice.", 15, "7", ("Termination",))
    assert [passage.clause for passage in passages_of(tree(heading, below), "MSA-1")] == ["7.1"]


def test_conditions_under_a_lead_in_that_ends_with_a_colon_are_read_with_it() -> None:
    """The words "a ticket is urgent if" and the conditions are one rule, however they are numbered."""
    lead = clause("3.1", "Tickets are urgent if:", 0)
    condition = clause("3.1.1", "a production system is completely unavailable.", 23, "3.1")
    assert [passage.clause for passage in passages_of(tree(lead, condition), "MSA-1")] == ["3.1"]


def test_the_contracts_title_and_the_headings_are_searched_with_the_words() -> None:
    """A clause that says "ninety days" is found by its heading "Termination"."""
    (found,) = passages_of(tree(clause("7.1", "Ninety days.", headings=("7 Termination",))), "MSA-1")
    assert found.indexed == "Support Agreement | 7 Termination\nNinety days."


def test_a_long_table_is_cut_between_rows_and_says_its_headings_above_every_piece() -> None:
    """A target cut off from its column heading is a wrong target."""
    rows = [
        (f"P{n}", f"Response within {n * 15} minutes for any fault of this kind that is reported") for n in range(30)
    ]
    grid = (("Priority", "Target"), *rows)
    text = "\n".join("\t".join(row) for row in grid)
    lead = "The levels are:\n"
    table = Table(grid, (), len(lead), len(lead) + len(text), title="Table 1: Response")
    levels = Clause("2.1", "2.1", "Levels", lead + text, 0, len(lead + text), tables=(table,))
    found = passages_of(tree(levels), "MSA-1")
    pieces = [passage for passage in found if "Response within" in passage.text]
    assert len(pieces) > 1
    assert all({"Table 1: Response", "Priority | Target"} <= set(piece.headings) for piece in pieces)
    lines = [line for piece in pieces for line in piece.text.splitlines()]
    assert [line for line in lines if line.startswith("P")][-30:] == ["\t".join(row) for row in rows]


def test_the_same_words_at_the_same_place_keep_their_id_and_other_words_do_not() -> None:
    """Ids are content hashes: the store and the index can be compared by them."""
    one, again = (passages_of(tree(clause("1", "Words.")), "MSA-1")[0] for _ in range(2))
    other = passages_of(tree(clause("1", "Other words.")), "MSA-1")[0]
    assert one.id == again.id != other.id


@given(st.text(alphabet=st.sampled_from("ab. \n;"), max_size=6000), st.integers(0, 500))
def test_nothing_is_lost_and_every_passage_is_a_slice_of_the_contract(text: str, at: int) -> None:
    """A passage quotes the document: its offsets give its words back, and no word is in none."""
    found: list[Passage] = passages_of(tree(clause("1", text, at)), "MSA-1")
    assert all(len(passage.text) <= LIMIT for passage in found)
    assert all(text[passage.start - at : passage.end - at] == passage.text for passage in found)
    assert "".join(passage.text for passage in found).split() == [] or "".join(
        "".join(passage.text.split()) for passage in found
    ) == "".join(text.split())
