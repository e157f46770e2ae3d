"""A PDF is read as a person reads it: paragraphs across lines and pages, tables by their columns, pages kept."""

from __future__ import annotations

from itertools import pairwise

import pytest

from knowledge.clauses import clauses
from knowledge.documents.model import Paragraph, Table

PROSE = (
    "The Supplier shall keep the service available during",
    "the agreed hours and shall tell the Customer at once",
    "of any failure that it becomes aware of.",
)


def _texts(document):
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def _tables(document):
    return [b for b in document.blocks if isinstance(b, Table)]


def _page(draw, *lines, x=72, y=100, step=14):
    return "".join(draw(x, y + n * step, words) for n, words in enumerate(lines))


def test_lines_become_paragraphs_and_every_block_is_a_slice_of_the_text(reading, make_pdf, draw):
    """Three printed lines are one paragraph; quoting is slicing."""
    page = draw(72, 80, "4. Availability", bold=True) + _page(draw, *PROSE)
    document = reading("contract.pdf", make_pdf([page]))
    assert _texts(document) == ["4. Availability", " ".join(PROSE)]
    assert all(document.text[b.start : b.end] == b.text for b in document.blocks)
    assert document.blocks[0].heading
    assert document.blocks[0].number == "4."


def test_a_paragraph_that_runs_over_the_page_is_one_and_the_page_turn_is_kept(reading, make_pdf, draw):
    """The sentence is not cut in two by the end of a page, and its second half is known to be on page 2."""
    first = _page(
        draw, "7.1 The Supplier shall answer every incident within the", "time agreed for its priority and shall", y=760
    )
    second = _page(draw, "report the result to the Customer each month without delay.", y=60)
    document = reading("contract.pdf", make_pdf([first, second]))
    assert len(document.blocks) == 1
    assert document.page_at(document.text.index("7.1")) == 1
    assert document.page_at(document.text.index("report the result")) == 2


def test_running_headers_footers_and_page_numbers_are_left_out(reading, make_pdf, draw):
    """What repeats at the edges of the pages is no part of any clause; at the head of page 1 it may be the title."""
    pages = [
        draw(72, 30, "Master Services Agreement")
        + _page(
            draw,
            *(f"{n}.{k} The party shall do thing number {n * 10 + k} with due care." for k in range(1, 9)),
            step=30,
        )
        + draw(280, 810, f"Page {n} of 3")
        for n in (1, 2, 3)
    ]
    document = reading("contract.pdf", make_pdf(pages))
    assert document.text.count("Master Services Agreement") == 1
    assert "Page" not in document.text
    assert document.page_starts[0] == 0
    assert [document.text[start:].split(" ")[0] for start in document.page_starts[1:]] == ["2.1", "3.1"]


def test_a_hyphen_at_a_line_end_is_left_as_printed(reading, make_pdf, draw):
    """Nothing is repaired by guess: "on-" and "site" stay as they are."""
    document = reading(
        "contract.pdf",
        make_pdf([_page(draw, "The Supplier shall send an engineer who works on-", "site at the Customer.")]),
    )
    assert "on-" in document.text
    assert "onsite" not in document.text


def test_two_columns_are_read_one_after_the_other(reading, make_pdf, draw):
    """A page set in two columns is not read across the gutter."""
    left = [f"left column line {n} of the terms that apply here" for n in range(12)]
    right = [f"right column line {n} of the terms that follow" for n in range(12)]
    page = "".join(draw(50, 100 + 14 * n, words, size=9) for n, words in enumerate(left))
    page += "".join(draw(310, 100 + 14 * n, words, size=9) for n, words in enumerate(right))
    text = reading("contract.pdf", make_pdf([page])).text
    places = [text.index(words) for words in left + right]
    assert all(a < b for a, b in pairwise(places))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_stored_sideways_is_read_as_shown(reading, make_pdf, draw, turn):
    """/Rotate tells how the page is shown; words keep their order either way."""
    turned = {
        90: "q 0 1 -1 0 595 0 cm\n",
        180: "q -1 0 0 -1 595 842 cm\n",
        270: "q 0 -1 1 0 0 842 cm\n",
    }[turn]
    words = "".join(
        f"BT /F1 11 Tf 1 0 0 1 72 {500 - 40 * n} Tm ({w}) Tj ET\n"
        for n, w in enumerate(("First the one.", "Then the other.", "Last the third of the three sentences here."))
    )
    text = reading("contract.pdf", make_pdf([turned + words + "Q\n"], rotate=turn)).text
    assert text.index("First") < text.index("Then") < text.index("Last")


def _ruled(draw, line, rows, *, xs=(72, 200, 330, 460), y=100, height=24, skip=()):
    """A ruled table; `skip` names inner lines (row, column) that are left out, so that cells are merged."""
    page = ""
    for r in range(len(rows) + 1):
        for c, (x0, x1) in enumerate(pairwise(xs)):
            if ("below", r, c) not in skip:
                page += line(x0, y + r * height, x1, y + r * height)
    for r, row in enumerate(rows):
        for c, x in enumerate(xs):
            if ("left", r, c) not in skip:
                page += line(x, y + r * height, x, y + (r + 1) * height)
        page += "".join(draw(xs[c] + 4, y + r * height + 16, words) for c, words in enumerate(row) if words)
    return page


def test_a_ruled_table_keeps_cells_under_their_headers_and_repeats_merged_ones(reading, make_pdf, draw, line):
    """A header over two columns is a header of both; an empty cell stays empty."""
    rows = [
        ("Priority", "Target times", ""),
        ("", "Response", "Resolution"),
        ("P1", "15 minutes", "4 hours"),
        ("P3", "", "3 Business Days"),
    ]
    page = _ruled(draw, line, rows, skip={("left", 0, 2), ("below", 1, 0)}) + _page(draw, *PROSE, y=400)
    table = _tables(reading("contract.pdf", make_pdf([page])))[0]
    assert table.grid[0] == ("Priority", "Target times", "Target times")
    assert table.header_rows == 2
    resolution = next(c for c in table.cells if c.text == "3 Business Days")
    assert resolution.column_path == ("Target times", "Resolution")
    assert resolution.row_path == ("P3",)
    assert next(c for c in table.cells if c.row == 3 and c.column == 1).text == ""


def test_a_ruled_table_that_goes_on_over_the_page_is_one_table(reading, make_pdf, draw, line):
    """The header printed again on the next page is no row."""
    header = ("Priority", "Response", "Resolution")
    first = _page(draw, *PROSE, y=60) + _ruled(draw, line, [header, ("P1", "15 minutes", "4 hours")], y=700)
    second = _ruled(draw, line, [header, ("P2", "1 hour", "8 hours")], y=60) + _page(draw, *PROSE, y=400)
    document = reading("contract.pdf", make_pdf([first, second]))
    (table,) = _tables(document)
    assert [row[0] for row in table.grid] == ["Priority", "P1", "P2"]
    assert document.page_at(next(c.start for c in table.cells if c.text == "1 hour")) == 2


def _unruled(draw, rows, xs=(72, 220, 380), y=100, step=20):
    return "".join(
        draw(xs[c], y + n * step, words) for n, row in enumerate(rows) for c, words in enumerate(row) if words
    )


def test_a_table_without_rules_is_read_by_its_columns(reading, make_pdf, draw):
    """An empty cell stays empty: the resolution is never taken for the response."""
    rows = [
        ("Priority", "Response", "Resolution"),
        ("P1", "15 minutes", "4 hours"),
        ("P2", "1 hour", "8 hours"),
        ("P3", "", "3 Business Days"),
    ]
    page = _page(draw, *PROSE, y=40) + _unruled(draw, rows, y=120) + _page(draw, *PROSE, y=300)
    (table,) = _tables(reading("contract.pdf", make_pdf([page])))
    assert table.grid == tuple(tuple(row) for row in rows)
    assert next(c for c in table.cells if c.text == "3 Business Days").column_path == ("Resolution",)


def test_a_row_set_over_two_lines_is_one_row_where_gaps_show_it(reading, make_pdf, draw):
    """Lines of one cell stand closer than rows do."""
    page = _page(draw, *PROSE, y=40)
    for y, row in (
        (120, ("Priority", "Response", "Resolution")),
        (150, ("P1", "15 minutes at", "4 hours")),
        (162, ("", "any time", "")),
        (192, ("P2", "1 hour", "8 hours")),
    ):
        page += "".join(draw(x, y, words) for x, words in zip((72, 220, 380), row, strict=True) if words)
    (table,) = _tables(reading("contract.pdf", make_pdf([page + _page(draw, *PROSE, y=300)])))
    assert table.grid[1] == ("P1", "15 minutes at any time", "4 hours")


def test_columns_that_are_not_clear_stay_lines_and_are_told(reading, make_pdf, draw):
    """A piece that stands under two headers belongs to neither: the person is asked to look."""
    rows = [("Priority", "Response", "Resolution"), ("P1", "15 minutes", "4 hours"), ("P2", "1 hour", "8 hours")]
    page = (
        _page(draw, *PROSE, y=40)
        + _unruled(draw, rows, y=120)
        + draw(72, 180, "P3")
        + draw(250, 180, "within three Business Days of the report")
    )
    document = reading("contract.pdf", make_pdf([page + _page(draw, *PROSE, y=300)]))
    assert not _tables(document)
    assert any("columns are not clear" in doubt for doubt in document.doubts)


def test_a_page_that_is_a_picture_among_others_is_told(reading, make_pdf, draw):
    """One scanned page in a contract may hold the very schedule that matters."""
    pages = [_page(draw, *PROSE), "", _page(draw, *PROSE)]
    assert any(
        doubt.startswith("Page 2 holds almost no text") for doubt in reading("contract.pdf", make_pdf(pages)).doubts
    )


def test_a_table_with_lines_between_its_rows_only_is_read_by_its_empty_strips(reading, make_pdf, draw, line):
    """A cell over two lines stays in its row; no line stands between the columns."""
    cells = (
        (("Priority",), ("First reply",), ("Fix",)),
        (("P1",), ("15 minutes, at any", "hour of the day"), ("4 hours",)),
        (("P2",), ("1 hour",), ("8 hours",)),
        (("P3",), (), ("3 Business Days",)),
    )
    page, y = _page(draw, *PROSE, y=40), 120
    for row in cells:
        page += line(72, y, 520, y)
        page += "".join(
            draw(x, y + 14 + 12 * n, words)
            for x, cell in zip((76, 220, 400), row, strict=True)
            for n, words in enumerate(cell)
        )
        y += 36
    page += line(72, y, 520, y) + _page(draw, *PROSE, y=400)
    (table,) = _tables(reading("contract.pdf", make_pdf([page])))
    assert table.grid[1] == ("P1", "15 minutes, at any hour of the day", "4 hours")
    assert table.grid[3] == ("P3", "", "3 Business Days")
    assert next(c for c in table.cells if c.text == "8 hours").column_path == ("Fix",)


def test_shading_behind_words_is_no_table(reading, make_pdf, draw):
    """Highlighted lines are still a paragraph."""
    shaded = "".join(f"0.9 0.9 0.5 rg 70 {842 - 104 - 14 * n} {300 - 40 * n} 13 re f 0 g\n" for n in range(3))
    document = reading("contract.pdf", make_pdf([shaded + _page(draw, *PROSE)]))
    assert _texts(document) == [" ".join(PROSE)]


def test_a_bold_word_that_ends_a_paragraph_is_no_title(reading, make_pdf, draw):
    """The last line may hold one bold word only; it belongs to the sentence."""
    page = _page(draw, *PROSE[:2]) + draw(72, 128, "Customer.", bold=True)
    assert _texts(reading("contract.pdf", make_pdf([page]))) == [" ".join([*PROSE[:2], "Customer."])]


def test_the_caption_above_a_table_is_its_title_and_no_clause(reading, make_pdf, draw, line):
    """A bold "Table 2: Targets" is said of the table, and the table stays in its clause."""
    rows = [("Priority", "Response"), ("P1", "15 minutes")]
    page = draw(72, 60, "3.1 The Supplier shall meet these targets:") + draw(72, 90, "Table 2: Targets", bold=True)
    document = reading("contract.pdf", make_pdf([page + _ruled(draw, line, rows, xs=(72, 200, 330))]))
    (table,) = _tables(document)
    assert table.title == "Table 2: Targets"
    (clause,) = clauses(document).clauses
    assert (clause.key, clause.tables) == ("3.1", (table,))


def test_a_number_said_twice_over_a_line_end_is_no_clause_of_its_own(reading, make_pdf, draw):
    """The words "within nine" end a line and "(9) Business Hours" begin the next: one sentence, and no clause (9)."""
    page = (
        draw(60, 80, "4.3 The Provider shall restore service for every ticket of Severity 2 within nine")
        + draw(60, 94, "(9) Business Hours, and for every other ticket as soon as it reasonably can do so.")
        + draw(60, 122, "4.4 The next clause stands on a line of its own, and so does the one after it.")
    )
    document = reading("msa.pdf", make_pdf([page]))
    assert [block.number for block in document.blocks if isinstance(block, Paragraph)] == ["4.3", "4.4"]
    assert "within nine (9) Business Hours" in document.text
