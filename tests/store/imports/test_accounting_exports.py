"""Invoice tables as accounting tools export them: what a line is for stands in its own words."""

from datetime import date
from decimal import Decimal

import pytest

from store.imports.line_words import month_before, month_named
from store.imports.simple import read_simple


@pytest.fixture
def lines(csv_file):
    def read(text):
        made = read_simple(csv_file(text), "invoices", tz="Europe/London", date_order="DMY")
        return made.facts, made.notes

    return read


def test_amounts_by_quantity_and_price(lines):
    """A table without net amounts; the note says how they were come by, and which line is a credit for which month."""
    facts, notes = lines("""
        *InvoiceNumber,*InvoiceDate,Total,Description,*Quantity,*UnitAmount,Currency
        INV-1,01/09/2026,2520.00,"Managed support - 42 users, September 2026",42,50.00,GBP
        CN-4,15/10/2026,-126.00,Service credit for September 2026,1,-105.00,GBP
    """)
    assert [(str(one.net.amount), one.month, one.credit_for) for one in facts] == [
        ("2100.00", "2026-09", None),
        ("-105.00", "2026-10", "2026-09"),
    ]
    assert notes == [
        "The table has no column of net amounts: each is quantity times unit price.",
        "Row 3 is by its own words the service credit for September 2026.",
    ]


def test_a_bill_in_arrears_is_for_the_month_it_names(lines):
    """Billed on 1 October for September; a month far off, or two, say nothing."""
    facts, _ = lines("""
        Date,Transaction Type,Num,Vendor,Memo/Description,Amount
        01/10/2026,Bill,7,Tern,Monthly services Sep 2026,2100.00
        01/10/2026,Bill,8,Tern,Laptops ordered in March 2026,900.00
        01/10/2026,Bill,9,Tern,Services Sep 2026 and Oct 2026,4200.00
        01/10/2026,Bill,10,Tern,Monthly services,2100.00
    """)
    assert [one.month for one in facts] == ["2026-09", "2026-10", "2026-10", "2026-10"]


def test_a_credit_that_names_no_month_counts_for_none_and_is_told(lines):
    """Money back for another reason is no service credit."""
    facts, notes = lines("""
        Invoice,Date,Description,Amount
        C1,15/10/2026,SLA credit,-105.00
        C2,15/10/2026,Credit for overcharged services,-50.00
        C3,15/10/2026,Service credits for July and August,-80.00
    """)
    assert [(one.credit_for, one.is_loose_credit) for one in facts] == [(None, True), (None, False), (None, True)]
    assert [note.split(" reads")[0] for note in notes] == ["Row 2", "Row 4"]


def test_a_column_of_its_own_goes_before_the_words(lines):
    """Where the table says for which month a credit is, the words are not asked."""
    facts, notes = lines("""
        Invoice,Date,Description,Amount,Credit for month
        C1,15/10/2026,Service credit for September 2026,-105.00,2026-08
        C2,15/10/2026,Service credit for September 2026,-105.00,
    """)
    assert [one.credit_for for one in facts] == ["2026-08", None]
    assert notes == []


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("Support, September 2026", "2026-09"), ("Support Sept-26", "2026-09"), ("Support 2026-09", "2026-09"),
        ("SLA credit Dec", "2025-12"), ("SLA credit OCT", "2026-10"), ("SLA credit for May", "2026-05"),
        ("it may be that", None), ("March and April", None), ("Support", None), ("Sep 2026 to Oct 2026", None),
        ("September 2026 and October", None), ("Room 2026-13", None),
    ],
)  # fmt: skip
def test_the_one_month_that_words_name(words, month):
    """Without a year it is the last one of that name; two months are none."""
    assert month_before(words, date(2026, 10, 15)) == month


def test_a_month_without_its_year_is_no_month_of_a_bill():
    assert month_named("Support, September") is None


def test_amounts_stay_exact(lines):
    """Half a penny goes up, as everywhere."""
    facts, _ = lines("""
        Invoice,Date,Description,Quantity,Unit price
        I1,15/10/2026,Support,3,0.335
    """)
    assert facts[0].net.amount == Decimal("1.01")
