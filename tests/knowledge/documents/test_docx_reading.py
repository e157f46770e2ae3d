"""A Word file is read as Word shows it: computed numbers, tables with merged cells, and no change or hidden word lost."""

from __future__ import annotations

import pytest

from knowledge.documents.model import Paragraph, Table


def p(words="", *, num=None, level=0, style="", runs="", marks=""):
    """A paragraph in Word's markup."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}{marks}</w:pPr>{runs or r(words)}</w:p>"


def r(words, marks=""):
    """A run."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def level(n, text, shape="decimal", extra=""):
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels, nums=('<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',)):
    """One abstract list and the lists made of it."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{"".join(nums)}'


LEGAL = numbering(level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman"))


def _numbers(document):
    return [(b.number, b.text) for b in document.blocks if isinstance(b, Paragraph)]


def test_numbers_are_computed_level_by_level(word):
    """What Word prints and does not store: 1., 1.1, (a), (i), and the restart below a new 2."""
    body = "".join(
        p(w, num=1, level=n)
        for n, w in ((0, "A"), (1, "B"), (2, "C"), (3, "D"), (2, "E"), (0, "F"), (1, "G"), (2, "H"))
    )
    assert [n for n, _ in _numbers(word(body, numbering=LEGAL))] == [
        "1.",
        "1.1",
        "(a)",
        "(i)",
        "(b)",
        "2.",
        "2.1",
        "(a)",
    ]


def test_a_number_may_come_from_the_style_and_from_the_style_it_is_based_on(word):
    """NumPr stands in the style, the level is found by the style's name in the list, and an heir keeps both."""
    lists = numbering(
        level(0, "%1.", extra='<w:pStyle w:val="H1"/>'), level(1, "%1.%2", extra='<w:pStyle w:val="H2"/>')
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Level 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn w:val="H2"/></w:style>'
    )
    document = word(
        p("Services", style="H1") + p("First", style="H2") + p("Second", style="Heir"), numbering=lists, styles=styles
    )
    assert _numbers(document) == [("1.", "Services"), ("1.1", "First"), ("1.2", "Second")]
    assert document.blocks[0].heading


def test_a_list_started_anew_counts_from_its_own_start(word):
    """startOverride: the second list made of the same pattern begins again, here at 5."""
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    lists = numbering(level(0, "%1."), nums=('<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', again))
    body = p("A", num=1) + p("B", num=1) + p("C", num=2) + p("D", num=2)
    assert [n for n, _ in _numbers(word(body, numbering=lists))] == ["1.", "2.", "5.", "6."]


def test_a_level_told_not_to_restart_counts_through(word):
    """LvlRestart 0: clause numbers run on from part to part."""
    lists = numbering(level(0, "Part %1", "upperLetter"), level(1, "%2.", extra='<w:lvlRestart w:val="0"/>'))
    body = p("One", num=1) + p("a", num=1, level=1) + p("Two", num=1) + p("b", num=1, level=1)
    assert [n for n, _ in _numbers(word(body, numbering=lists))] == ["Part A", "1.", "Part B", "2."]


def test_legal_style_turns_the_upper_levels_into_figures(word):
    """isLgl: under Article II the section is 2.1, not II.1."""
    lists = numbering(level(0, "Article %1", "upperRoman"), level(1, "%1.%2", extra="<w:isLgl/>"))
    body = p("A", num=1) + p("B", num=1) + p("C", num=1, level=1)
    assert [n for n, _ in _numbers(word(body, numbering=lists))] == ["Article I", "Article II", "2.1"]


@pytest.mark.parametrize(
    ("shape", "shown"), [("decimalZero", "03"), ("upperLetter", "C"), ("lowerRoman", "iii"), ("upperRoman", "III")]
)
def test_number_formats_are_those_of_the_list(word, shape, shown):
    """The third item in each format."""
    body = "".join(p(w, num=1) for w in "ABC")
    assert _numbers(word(body, numbering=numbering(level(0, "%1", shape))))[2][0] == shown


def test_bullets_are_no_numbers_and_zero_takes_out_of_the_list(word):
    """A bullet has no number; numId 0 is Word's way to say: not this one."""
    body = p("Bullet", num=1) + p("Plain", num=0)
    assert [n for n, _ in _numbers(word(body, numbering=numbering(level(0, "•", "bullet"))))] == [None, None]


def test_an_empty_paragraph_that_only_ends_a_section_is_not_counted(word):
    """Word counts empty numbered paragraphs, but not the one that carries a section break."""
    body = p("A", num=1) + p(num=1, marks="<w:sectPr/>") + p("B", num=1)
    assert [n for n, _ in _numbers(word(body, numbering=numbering(level(0, "%1."))))] == ["1.", "2."]


def test_a_tracked_change_is_read_as_accepted_and_both_readings_are_kept(word):
    """The two numbers of "15 becomes 60" both survive, and a person is told."""
    runs = (
        r("Response within ")
        + "<w:del><w:r><w:delText>15</w:delText></w:r></w:del>"
        + f"<w:ins>{r('60')}</w:ins>"
        + r(" minutes")
    )
    document = word(p(runs=runs))
    assert document.text == "Response within 60 minutes"
    assert document.changed == (("15", "60", 16),)
    assert document.text[16:18] == "60"
    assert "“15” into “60”" in document.doubts[0]


def test_a_deleted_paragraph_end_joins_the_paragraphs(word):
    """With the change accepted, the two lines are one sentence."""
    body = p("The Supplier shall ", marks="<w:rPr><w:del/></w:rPr>") + p("answer.")
    assert word(body).text == "The Supplier shall answer."


def test_hidden_words_are_left_out_and_told(word):
    """Hidden text is not what was read when the contract was signed."""
    document = word(p(runs=r("Fee 100") + r(" or 1000", "<w:vanish/>")))
    assert document.text == "Fee 100"
    assert "hidden text" in document.doubts[0]
    assert "or 1000" in document.doubts[0]


def test_words_in_boxes_controls_links_and_footnotes_are_read(word):
    """Nothing visible on the page is skipped; a footnote stands after its paragraph."""
    box = f"<w:r><w:pict><w:txbxContent>{p('In a box')}</w:txbxContent></w:pict></w:r>"
    body = (
        f"<w:sdt><w:sdtContent>{p('In a control')}</w:sdtContent></w:sdt>"
        + p(runs=f"<w:hyperlink>{r('In a link')}</w:hyperlink>")
        + p(runs=r("With a note") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p(runs=r("Beside") + box)
    )
    document = word(body, footnotes=f'<w:footnote w:id="2">{p("The note")}</w:footnote>')
    assert [b.text for b in document.blocks] == [
        "In a control",
        "In a link",
        "With a note",
        "The note",
        "Beside",
        "In a box",
    ]
    assert [b.note for b in document.blocks] == [False, False, False, True, False, False]


def _cell(words, marks=""):
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{p(words)}</w:tc>"


def test_merged_cells_are_repeated_across_and_down(word):
    """Every cell finds its headers and its row's label through gridSpan and vMerge."""
    wide, first, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    header = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = (
        header + _cell("Priority") + _cell("Target", wide),
        header + _cell("") + _cell("Response") + _cell("Fix"),
        _cell("P1", first) + _cell("15 min") + _cell("4 h"),
        _cell("", more) + _cell("30 min") + _cell("8 h"),
    )
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    (table,) = (b for b in word(body).blocks if isinstance(b, Table))
    assert table.header_rows == 2
    assert table.grid[3] == ("P1", "30 min", "8 h")
    fix = next(c for c in table.cells if c.text == "8 h")
    assert (fix.row_path, fix.column_path) == (("P1",), ("Target", "Fix"))


def test_a_band_across_the_table_labels_the_rows_below_it(word):
    """A title such as "Gold service" over the whole width belongs to each row under it."""
    wide = '<w:gridSpan w:val="2"/>'
    rows = (_cell("Priority") + _cell("Response"), _cell("Gold service", wide), _cell("P1") + _cell("15 min"))
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    (table,) = (b for b in word(body).blocks if isinstance(b, Table))
    assert next(c for c in table.cells if c.text == "15 min").row_path == ("Gold service", "P1")


def test_every_cell_can_be_quoted(word):
    """A cell's offsets point at its words in the text."""
    body = (
        f"<w:tbl><w:tr>{_cell('Priority')}{_cell('Response')}</w:tr><w:tr>{_cell('P1')}{_cell('15 min')}</w:tr></w:tbl>"
    )
    document = word(p("Before") + body)
    (table,) = (b for b in document.blocks if isinstance(b, Table))
    assert all(document.text[c.start : c.end] == c.text for c in table.cells)
    assert document.text[table.start : table.end] == "Priority | Response\nP1 | 15 min"


def test_pages_are_known_where_word_left_its_breaks(word):
    """A rendered break tells where page 2 begins, also inside a paragraph."""
    body = (
        p("One")
        + p(runs=r("Two starts here ") + "<w:r><w:lastRenderedPageBreak/><w:t>and ends there</w:t></w:r>")
        + p("Three")
    )
    document = word(body)
    assert document.page_at(document.text.index("Two")) == 1
    assert document.page_at(document.text.index("and ends")) == 2
    assert document.blocks[2].page == 2


def test_pages_set_by_hand_alone_are_not_trusted(word):
    """The author's own breaks say nothing of the pages Word makes between them; no page is better than a wrong one."""
    document = word(p("One") + p(runs='<w:r><w:br w:type="page"/></w:r>') + p("Two"))
    assert [b.page for b in document.blocks] == [None, None]
    assert document.page_starts == ()


def test_without_breaks_there_are_no_pages(word):
    """No page number is better than a made-up one."""
    document = word(p("One"))
    assert document.page_starts == ()
    assert document.blocks[0].page is None


def test_a_table_of_contents_is_marked(word):
    """Lines of a contents field are no clauses."""
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p(runs=field + r("1. Services 3")) + p(runs=r("2. Fees 4") + end) + p("1. Services")
    assert [b.contents for b in word(body).blocks] == [True, True, False]
