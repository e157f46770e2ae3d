"""What we export can be opened in a spreadsheet without running anybody's formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from store.facts.common import Reject, Source
from store.imports.safe_cells import rejects_csv, safe_cell, safe_csv

PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1", "harmless\n=1+1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "|cmd", "%0A=1+1", 'DDE ("cmd";"/C calc";"!A0")A0', '=HYPERLINK("http://x","y")', "−1+1",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_becomes_text(payload):
    """Every line of the cell begins with something no spreadsheet runs."""
    safe = safe_cell(payload)
    for line in safe.splitlines():
        assert not line or line.lstrip()[0] not in "=+-@|%＝＋－＠−"


@pytest.mark.parametrize("number", [-5, -5.5, Decimal("-409.20"), "-409.20", "12", 0])
def test_true_numbers_stay_numbers(number):
    """A negative amount must add up in the customer's spreadsheet."""
    assert safe_cell(number) == number


@pytest.mark.parametrize("text", ["Printer on floor 2", "a = b", "HD-14", "", "O'Brien", "1st floor"])
def test_plain_text_is_left_alone(text):
    """Only what would run is marked."""
    assert safe_cell(text) == text


@given(st.text())
def test_what_is_safe_stays_as_it_is(text):
    """Making it safe twice changes nothing more, and nothing is lost."""
    once = safe_cell(text)
    assert safe_cell(once) == once
    assert str(once).replace("'", "") == text.replace("'", "")


def test_reopened_in_a_workbook_no_cell_is_a_formula(tmp_path):
    """Excel takes a text beginning with = for a formula; none is left."""
    rows = list(
        csv.reader(io.StringIO(safe_csv(("text", "amount"), [(payload, Decimal("-1.50")) for payload in PAYLOADS])))
    )
    book = Workbook()
    for row in rows:
        book.active.append([cell.replace("\x00", "") for cell in row])
    book.save(tmp_path / "out.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "out.xlsx").active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert rows[1][1] == "-1.50"


def test_the_list_of_rejects_is_a_safe_table():
    """A reject may quote the file; the file may be hostile."""
    text = rejects_csv([Reject(Source("=cmd.csv", row=7), "=HYPERLINK(…) cannot be read as a date.")])
    assert list(csv.reader(io.StringIO(text))) == [
        ["file", "row", "why"],
        ["'=cmd.csv", "7", "'=HYPERLINK(…) cannot be read as a date."],
    ]
