"""Hours on invoices against the contract's prices by the hour, and which lines are no part of the recurring charge."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import Charge
from store.facts.common import Money, Source
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import rises, spent
from store.measures.extra_lines import hourly_rates, is_extra
from store.measures.hours_billed import hours
from store.measures.price_limits import PriceRange

HERE = Source("invoices.csv", row=2)
PAIRED = "Work is charged at £95.00 per hour for an engineer and £140.00 per hour for a senior consultant."


def rate(price, quote=PAIRED, **more):
    return Charge(
        int(Decimal(price)), "C-1", "hourly", Source("msa.md", quote=quote), rate=Decimal(price), currency="GBP", **more
    )


PRICES = (rate("95.00"), rate("140.00"))


def line(words, quantity="10", price="95.00", month="2026-09", **more):
    net = Decimal(quantity or 1) * Decimal(price or 100)
    return InvoiceLine(
        "INV-1", date(2026, 9, 30), month, words, Money(net, more.pop("currency", "GBP")), HERE,
        quantity=Decimal(quantity) if quantity else None, unit_price=Decimal(price) if price else None, **more,
    )  # fmt: skip


def held(*lines, prices=PRICES, top=1):
    return hours(
        lines, lambda _month: prices, lambda charge, _month: PriceRange(charge.rate, charge.rate * Decimal(top))
    )


@pytest.mark.parametrize(
    ("words", "price", "too_much"),
    [
        ("Wi-Fi project: engineer hours", "95.00", "0.00"),
        ("Wi-Fi project: engineer hours", "110.00", "150.00"),
        ("Senior Consultant, hourly", "150.00", "100.00"),
        ("Project labour", "150.00", "100.00"),
        ("Project labour", "140.00", "0.00"),
        ("Architect, hours", "90.00", "0.00"),
    ],
)
def test_an_hour_is_held_against_the_price_for_the_person_named_else_against_the_dearest(words, price, too_much):
    """Ten hours each; a line that names nobody priced is too dear only above every price."""
    (one,) = held(line(words, price=price)).found
    assert (one.price, one.price_most) == (Decimal(too_much), Decimal(too_much))


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("Project labour", "110.00"),
        ("Engineer hours, weekend", "190.00"),
        ("Engineer hours", "142.50"),
        ("Block of 20 hours", "1800.00"),
        ("10 hours of engineer time", "950.00"),
    ],
)
def test_an_hour_that_may_be_priced_in_another_way_stays_open(words, price):
    """Between two prices with nobody named, at another time of day, or sold together."""
    seen = held(line(words, price=price))
    assert (seen.found, len(seen.unsure)) == ((), 1)


def test_what_a_rise_could_explain_stands_between_the_least_and_the_most():
    """Agreed 95, with the whole rise 99.75: ten hours at 110 are 102.50 to 150 too much."""
    (one,) = held(line("Engineer hours", price="110.00"), top="1.05").found
    assert (one.price, one.price_most) == (Decimal("102.50"), Decimal("150.00"))


def test_dearer_hours_are_no_rise_of_a_recurring_price():
    """One month's engineer and the next month's are other work."""
    both = held(line("Engineer hours", month="2026-08"), line("Engineer hours", price="110.00")).found
    assert rises(both) == ()


def test_without_a_price_for_an_hour_or_without_hours_nothing_is_held():
    """No price, another currency, users, monthly hours of cover, a credit, no quantity, no unit price."""
    assert held(line("Engineer hours"), prices=()).found == ()
    others = (
        line("Engineer hours", currency="EUR"), line("Support hours per user"), line("Out-of-hours cover", price="50.00"), line("Engineer hours, monthly retainer"),
        line("Engineer hours", credit_for="2026-08"), line("Engineer hours", quantity=""), line("Engineer hours", price=""),
        line("Out-of-hours desk", "1", "500.00"),
    )  # fmt: skip
    seen = held(*others)
    assert (seen.found, seen.unsure) == ((), ())


@pytest.mark.parametrize(
    ("words", "quantity", "price", "extra"),
    [
        ("Server move: consultant", "4", "140.00", True),
        ("Server room tidy", "4", "140.00", True),
        ("Visit of an engineer", "1", "95.00", True),
        ("Firewall care", "1", "95.00", False),
        ("Backup for each user", "10", "95.00", False),
        ("Consultancy retainer, monthly", "1", "95.00", False),
        ("Cabling of the annex", "1", "777.00", True),
        ("Monthly fee", "1", "3000.00", False),
    ],
)
def test_what_is_billed_by_the_hour_or_once_is_no_part_of_the_recurring_charge(words, quantity, price, extra):
    """The credit is a share of the fee, so work must not make it larger, nor a fee taken for work smaller."""
    assert is_extra(line(words, quantity, price), hourly_rates(PRICES)) is extra


def test_a_price_that_is_also_a_recurring_one_tells_nothing():
    """Ninety-five pounds for an hour and for a site."""
    site = Charge(9, "C-1", "per_site", HERE, rate=Decimal("95.00"), currency="GBP")
    assert hourly_rates((*PRICES, site)) == {(Decimal("140.00"), "GBP")}


def test_hours_stand_with_the_extras_in_everything_that_was_spent():
    """Three thousand for the month, 560 for the move."""
    some = (line("Monthly fee", "1", "3000.00"), line("Server care: consultant", "4", "140.00"))
    (told,) = spent(some, ["2026-09"], hourly_rates(PRICES))
    assert (told.recurring, told.extra) == (Decimal("3000.00"), Decimal("560.00"))


@given(
    st.lists(st.integers(5, 40), min_size=1, max_size=3, unique=True),
    st.integers(5, 120),
    st.integers(1, 60),
    st.integers(0, 10),
)
def test_what_is_too_much_is_never_more_than_the_cheapest_and_never_less_than_the_dearest_reading(
    rates, billed, number, cap
):
    """Against every price that may be meant, tried one by one."""
    rates = [Decimal(one * 5) for one in rates]
    prices = [rate(one, "An hour is priced as listed.") for one in rates]
    seen = held(line("Project labour", str(number), str(billed * 5)), prices=prices, top=1 + Decimal(cap) / 100)
    sure = min(max(Decimal(billed * 5) - one * (1 + Decimal(cap) / 100), Decimal(0)) for one in rates) * number
    most = max(max(Decimal(billed * 5) - one, Decimal(0)) for one in rates) * number
    for one in seen.found:
        assert one.price <= sure.quantize(Decimal("0.01"))
        assert one.price <= one.price_most <= most
    if sure and not seen.unsure:
        assert seen.found[0].price == sure.quantize(Decimal("0.01"))
    assert len(seen.found) + len(seen.unsure) == 1
