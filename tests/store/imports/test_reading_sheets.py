"""A table file is read whatever its delimiter, encoding or title rows; what is no table is refused in one sentence."""

from __future__ import annotations

# ruff: noqa: DTZ001 - cells of a workbook hold wall-clock times without a zone
import gzip
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from store.facts.common import InterpreterError
from store.imports.delimited import parsed
from store.imports.sheets import read_sheet
from store.imports.texts import grid_of

TABLE = "Ticket;Opened;Status\nHD-1;01/09/2026 08:00;Closed\nHD-2;02/09/2026 09:30;Open\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_in_the_file(csv_file, delimiter):
    """Semicolons, commas, tabs and pipes all divide columns."""
    sheet = read_sheet(csv_file(TABLE.replace(";", delimiter)))
    assert sheet.delimiter == delimiter
    assert sheet.column("Status") == ["Closed", "Open"]


def test_excels_own_delimiter_line_is_no_row(csv_file):
    """`sep=;` on the first line names the delimiter; the header keeps its row number 2."""
    sheet = read_sheet(csv_file("sep=;\n" + TABLE))
    assert (sheet.delimiter, sheet.header_row, sheet.numbers[0]) == (";", 2, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_accents_and_pound_signs_survive_every_usual_encoding(csv_file, encoding):
    """UTF-8 with or without its mark, UTF-16 and the Windows code page give the same text."""
    text = "Ticket,Requester,Subject\n" + "".join(
        f"HD-{n},Zoë Müller,Café till shows £{n} too much\n" for n in range(9)
    )
    sheet = read_sheet(csv_file(text, encoding=encoding))
    assert sheet.header[0] == "Ticket"
    assert sheet.column("Subject")[3] == "Café till shows £3 too much"
    assert sheet.column("Requester")[0] == "Zoë Müller"


def test_a_compressed_csv_is_read_as_it_is(tmp_path):
    """`.csv.gz` needs no unpacking by hand."""
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode()))
    assert len(read_sheet(path).rows) == 2


def test_the_header_is_found_below_title_rows_and_rows_keep_their_numbers(csv_file):
    """Reports have a title, who made it and a blank line on top; row numbers stay those of the file."""
    sheet = read_sheet(
        csv_file("""
            Ticket report,,,
            Made by,The service desk,,
            ,,,
            Ticket,Opened,Status,Priority
            HD-1,25/09/2026 08:00,Closed,P1

            HD-2,26/09/2026 08:00,Open,P2
        """)
    )
    assert sheet.header == ("Ticket", "Opened", "Status", "Priority")
    assert list(sheet.numbers) == [5, 7]
    assert sheet.above[0] == "Ticket report"


def test_doubled_column_names_stay_apart(csv_file):
    """The second "Comment" is "Comment (2)", and a blank name says where it stands."""
    sheet = read_sheet(csv_file("Issue key,Created,Comment,Comment,\nA-1,2026-09-01 08:00,first,second,x\n"))
    assert sheet.header == ("Issue key", "Created", "Comment", "Comment (2)", "column 5")


def test_merged_header_cells_give_each_column_its_group(tmp_path):
    """A group over two columns is part of both their names."""
    book = Workbook()
    page = book.active
    page.append(["Ticket", "Dates", None, "Status"])
    page.append([None, "Opened", "Resolved", None])
    page.append(["HD-1", datetime(2026, 9, 1, 8), datetime(2026, 9, 1, 9), "Closed"])
    page.merge_cells("B1:C1")
    book.save(tmp_path / "merged.xlsx")
    sheet = read_sheet(tmp_path / "merged.xlsx")
    assert sheet.header == ("Ticket", "Dates: Opened", "Dates: Resolved", "Status")
    assert sheet.rows[0][1] == datetime(2026, 9, 1, 8)


def test_the_first_visible_worksheet_with_a_table_is_read(tmp_path):
    """A cover sheet and a hidden one are passed over; the others are named."""
    book = Workbook()
    book.active.title = "Cover"
    book.active["A1"] = "September"
    hidden = book.create_sheet("Old")
    hidden.append(["Ticket", "Opened"])
    hidden.append(["X-1", "2026-09-01 08:00"])
    hidden.sheet_state = "hidden"
    data = book.create_sheet("Data")
    data.append(["Ticket", "Opened"])
    data.append(["HD-1", "2026-09-01 08:00"])
    book.save(tmp_path / "book.xlsx")
    sheet = read_sheet(tmp_path / "book.xlsx")
    assert (sheet.name, sheet.other_sheets, sheet.rows[0][0]) == ("Data", ("Cover",), "HD-1")


def test_a_summary_before_the_list_is_not_taken_for_it(tmp_path):
    """The worksheet with the most column names we know is the one that is meant."""
    book = Workbook()
    book.active.append(["Priority", "Count"])
    book.active.append(["P1", 4])
    page = book.create_sheet("List")
    page.append(["Ticket", "Opened", "Status", "Priority"])
    page.append(["HD-1", datetime(2026, 9, 1, 8), "Closed", "P1"])
    book.save(tmp_path / "two.xlsx")
    assert read_sheet(tmp_path / "two.xlsx").name == "List"


def test_a_stray_cell_at_the_far_end_of_a_sheet_costs_no_memory(tmp_path):
    """A sheet that claims a million rows is streamed, and its two rows are read."""
    book = Workbook()
    page = book.active
    page.append(["Ticket", "Opened", "Status"])
    page.append(["HD-1", "2026-09-01 08:00", "Closed"])
    page["T400000"] = "x"
    book.save(tmp_path / "sparse.xlsx")
    sheet = read_sheet(tmp_path / "sparse.xlsx")
    assert [sheet.rows[0][0], list(sheet.numbers)] == ["HD-1", [2, 400000]]


def test_formulas_without_a_stored_result_are_counted(tmp_path):
    """A file written by a program holds formulas that nobody has calculated."""
    book = Workbook()
    book.active.append(["Ticket", "Opened"])
    book.active.append(["HD-1", "=NOW()"])
    book.save(tmp_path / "formulas.xlsx")
    assert read_sheet(tmp_path / "formulas.xlsx").uncalculated == 1


def test_a_percentage_is_seen_as_a_person_sees_it(tmp_path):
    """Excel keeps 95.5% as 0.955; the grid shows 95.5%."""
    book = Workbook()
    book.active.append(["Measure", "Actual"])
    book.active.append(["P1 response", 0.955])
    book.active["B2"].number_format = "0.0%"
    book.save(tmp_path / "report.xlsx")
    assert grid_of(tmp_path / "report.xlsx") == [["Measure", "Actual"], ["P1 response", "95.5%"]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"  \n \n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
        (b"just one sentence of text\n", "is not a table"),
        (b"HD-1,2026-09-01 08:00,Closed\nHD-2,2026-09-02 08:00,Open\n", "has no header row"),
        (b"Ticket,Opened,Status\n", "has a header but no rows"),
        (b"PK\x03\x04 cut off", "damaged, cut off"),
        (gzip.compress(TABLE.encode() * 50)[:-20], "damaged or cut off"),
        ("Ticket,Opened\nHD-1,é".encode()[:-1], "damaged or cut off"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path, content, says):
    """The sentence names the file and says what is wrong with it."""
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    with pytest.raises(InterpreterError, match=says) as refusal:
        read_sheet(path)
    assert str(refusal.value).startswith("export.csv")
    assert "\n" not in str(refusal.value)


def test_a_workbook_with_a_password_says_so(tmp_path):
    """Excel locks a workbook inside an old-style container."""
    path = tmp_path / "locked.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    )
    with pytest.raises(InterpreterError, match="protected by a password"):
        read_sheet(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    """No traceback for a wrong name."""
    with pytest.raises(InterpreterError, match=r"nowhere\.csv cannot be opened"):
        read_sheet(tmp_path / "nowhere.csv")


def test_a_quotation_mark_that_never_closes_does_not_swallow_rows(csv_file):
    """The rows after it would vanish into one cell; the row is named instead."""
    with pytest.raises(InterpreterError, match="row 3 opens a quotation mark"):
        read_sheet(csv_file('A,B,C\n1,2,3\n4,"5,6\n7,8,9\n10,11,12\n'))


def test_a_cell_may_hold_lines_and_doubled_quotation_marks(csv_file):
    """A description over several lines is one cell, and row numbers count rows, not lines."""
    sheet = read_sheet(
        csv_file('Ticket,Opened,Summary\nHD-1,2026-09-01 08:00,"It says ""no""\nand stops"\nHD-2,2026-09-02 08:00,x\n')
    )
    assert sheet.rows[0][2] == 'It says "no"\nand stops'
    assert list(sheet.numbers) == [2, 3]


@given(
    st.lists(st.lists(st.text("ab 1é", max_size=4), min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_quick_reading_of_plain_lines_is_what_the_csv_module_reads(rows, end):
    """A text without quotation marks is split by hand; nothing may differ."""
    import csv
    import io

    text = end.join(",".join(row) for row in rows) + end
    if text.strip():
        expected = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]
        assert parsed("f.csv", "x,y\n" + text)[0].rows[1:] == expected
