"""Markdown, web pages and plain text give the same paragraphs, numbers and tables as the signed file would."""

from __future__ import annotations

import pytest

from knowledge.clauses import clauses
from knowledge.documents.model import Paragraph, Table
from knowledge.documents.reading import read


def _numbers(document):
    return [(b.number, b.text) for b in document.blocks if isinstance(b, Paragraph)]


def test_nested_markdown_lists_get_the_numbers_they_show(reading):
    """Item 2 inside item 3 prints "2." one level in; the clause tree makes 3.2 of it."""
    document = reading("sla.md", "3. ### Urgent tickets\n\n    1. First rule\n    2. Second rule\n\n4. Next\n")
    assert _numbers(document) == [("3.", "Urgent tickets"), ("1.", "First rule"), ("2.", "Second rule"), ("4.", "Next")]
    assert [b.level for b in document.blocks] == [0, 1, 1, 0]
    assert document.blocks[0].heading


def test_markdown_markup_and_front_matter_are_dropped_and_bold_is_kept_as_a_span(reading):
    """The words alone are quoted; where they were bold is still known."""
    document = reading("terms.md", "---\ntitle: 'Support terms'\n---\n\n**Incident** means <span>a fault</span>.\n")
    assert document.title == "Support terms"
    (block,) = document.blocks
    assert block.text == "Incident means a fault."
    assert [document.text[a:b] for a, b in block.strong] == ["Incident"]


def test_markdown_tables_have_their_header(reading):
    """The row above the rule is the header."""
    document = reading("sla.md", "| Priority | Response |\n|---|---|\n| P1 | 15 min |\n")
    (table,) = (b for b in document.blocks if isinstance(b, Table))
    assert next(c for c in table.cells if c.text == "15 min").column_path == ("Response",)


def test_web_lists_are_numbered_as_a_browser_numbers_them(reading):
    """type, start, value and reversed all count."""
    page = (
        "<html><body><ol type='a' start='3'><li>c</li><li value='7'>g</li></ol>"
        "<ol type='I'><li>one<ol><li>inner</li></ol></li></ol><ul><li>bullet</li></ul></body></html>"
    )
    assert [n for n, _ in _numbers(reading("terms.html", page))] == ["c.", "g.", "I.", "1.", None]


def test_web_tables_expand_their_spans(reading):
    """Rowspan and colspan: each cell under all its headers."""
    page = (
        "<table><tr><th rowspan=2>Priority</th><th colspan=2>Target</th></tr><tr><th>Response</th><th>Fix</th></tr>"
        "<tr><td rowspan=2>P1</td><td>15 min</td><td>4 h</td></tr><tr><td>30 min</td><td>8 h</td></tr></table>"
    )
    (table,) = (b for b in reading("sla.html", page).blocks if isinstance(b, Table))
    fix = next(c for c in table.cells if c.text == "8 h")
    assert (fix.row_path, fix.column_path) == (("P1",), ("Target", "Fix"))


def test_what_a_browser_hides_is_left_out_and_told(reading):
    """Scripts are no words; a hidden sentence is."""
    document = reading("terms.html", "<p>Fee 100</p><p style='display:none'>Fee 1000</p><script>var a=1</script>")
    assert document.text == "Fee 100"
    assert "hidden text" in document.doubts[0]


def test_plain_text_lines_are_joined_and_numbers_found(reading):
    """A typed contract wraps its lines; its clauses are told by their numbers."""
    typed = "SERVICE LEVELS\n\n1. The Supplier shall answer incidents within the\n   agreed time.\n\n2. The Supplier shall report.\n"
    assert _numbers(reading("sla.txt", typed)) == [
        (None, "SERVICE LEVELS"),
        ("1.", "1. The Supplier shall answer incidents within the agreed time."),
        ("2.", "2. The Supplier shall report."),
    ]


def test_a_typed_table_is_read_by_its_columns(reading):
    """Columns of a typewriter; the empty cell stays empty."""
    typed = "Targets\n\nPriority      Response        Resolution\nP1            15 minutes      4 hours\nP3                            3 days\n"
    (table,) = (b for b in reading("sla.txt", typed).blocks if isinstance(b, Table))
    assert table.grid == (("Priority", "Response", "Resolution"), ("P1", "15 minutes", "4 hours"), ("P3", "", "3 days"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_pound_sign_survives_every_encoding(reading, encoding):
    """A price must not lose its currency to an encoding."""
    typed = "The monthly charge is £12,500 excluding VAT, payable in advance – “the Charges” – by the Customer’s bank."
    assert "£12,500" in reading("fees.txt", typed.encode(encoding)).text


def test_invisible_characters_go_and_visible_ones_stay_as_written(reading):
    """Zero-width and direction marks are stripped; full-width digits are left for the quotation."""
    document = reading("odd.txt", "Pay\u200b 1\u202e5\u202c min\x00utes, or １５ minutes, no later.")
    assert document.text == "Pay 15 minutes, or １５ minutes, no later."


def test_a_clause_whose_line_break_was_lost_begins_a_paragraph_of_its_own(reading):
    """A file that keeps a page in one long line sets the next clause apart by blanks alone."""
    first = "16.5 The Supplier shall stop such use at once. " + "It shall tell the Customer why. " * 9
    typed = f"{first}   17.  DURATION   17.1 This Agreement runs for two years, as in clause 2.\n"
    assert [number for number, _ in _numbers(reading("deed.txt", typed))] == ["16.5", "17.", "17.1"]


def test_clauses_on_lines_of_their_own_are_clauses(tmp_path):
    """Markdown joins lines without a blank one between them; a line that begins with a clause's number is no such line."""
    path = tmp_path / "msa.md"
    path.write_text(
        "# Agreement\n\n## 1. Levels\n1.1 The Provider shall answer P1 within **15 minutes**, as clause\n"
        "4.1 says, in 95 % of\ncases.\n1.2 It shall **fix** them in 4 hours.\n",
        encoding="utf-8",
    )
    tree = clauses(read(path))
    assert [
        (one.number, one.text) for one in tree.clauses if (one.number or "").startswith("1.") and "shall" in one.text
    ] == [
        ("1.1", "1.1 The Provider shall answer P1 within 15 minutes, as clause 4.1 says, in 95 % of cases."),
        ("1.2", "1.2 It shall fix them in 4 hours."),
    ]
