"""Invoices against the contract, everything added up, and outages as events."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import Charge, ServiceHours
from store.facts.common import Money, Period, Source
from store.facts.happened import HeadCount, InvoiceLine, Outage
from store.measures.calendar import Clock
from store.measures.charge_drift import drifts, rises, spent
from store.measures.outage_events import outage_events
from store.measures.price_limits import PriceRange

HERE = Source("f.csv", row=2)
USER = Charge(1, "C-1", "per_user", HERE, rate=Decimal("60.00"), currency="GBP", minimum=10)
HEADS = [
    HeadCount(date(2026, 8, 1), HERE, users=12, devices=20),
    HeadCount(date(2026, 9, 1), HERE, users=15),
    HeadCount(date(2026, 9, 9), HERE, devices=3),
]


def line(quantity="15", price="60.00", net=None, words="Managed service, per User", month="2026-09", **more):
    amount = Decimal(net) if net else Decimal(quantity) * Decimal(price)
    return InvoiceLine(
        "INV-1", date(2026, 9, 30), month, words, Money(amount, more.pop("currency", "GBP")), HERE,
        quantity=Decimal(quantity) if quantity else None, unit_price=Decimal(price) if price else None, **more,
    )  # fmt: skip


def checked(*lines, charges=(USER,), heads=HEADS):
    return drifts(lines, lambda _month: charges, heads, lambda charge, _month: PriceRange(charge.rate, charge.rate))


def test_a_price_above_the_contracts_and_a_count_above_the_heads_are_told_apart():
    """Sixteen users at 61 instead of fifteen at 60: 16 of price and 60 of quantity."""
    (one,) = checked(line("16", "61.00"))
    assert (one.price, one.quantity, one.sum_off, one.in_order) == (
        Decimal("16.00"),
        Decimal("60.00"),
        Decimal(0),
        False,
    )
    assert (one.units, one.rate) == (15, Decimal("60.00"))


def test_a_line_that_agrees_is_in_order_and_a_lower_price_is_no_fault():
    """The agreed price is a most, not a must."""
    assert [one.in_order for one in (*checked(line()), *checked(line(price="55.00")))] == [True, True]


def test_a_line_that_does_not_add_up_is_told():
    """Quantity times price is not what is charged."""
    (one,) = checked(line(net="950.00"))
    assert (one.sum_off, one.in_order) == (Decimal("50.00"), False)


def test_without_a_head_count_the_quantity_cannot_be_told():
    """The price can still be held against the contract."""
    assert [one.in_order for one in checked(line(), line(price="61.00"), heads=HEADS[2:])] == [None, False]


def test_the_contracts_minimum_is_charged_even_for_fewer_people():
    """Ten at least."""
    few = [HeadCount(date(2026, 9, 1), HERE, users=4)]
    assert [one.in_order for one in (*checked(line("10"), heads=few), *checked(line("11"), heads=few))] == [True, False]


def test_only_lines_charged_by_a_unit_the_contract_prices_are_checked():
    """Credits, projects, other currencies, lines without a quantity, and units nobody priced are left alone."""
    others = (
        line(credit_for="2026-08"), line(words="Project Work for a User"), line(currency="EUR"), line(quantity="", net="9"),
        line(price="", net="9"), line(words="Managed service, per device"), line(words="Line rental"),
    )  # fmt: skip
    assert checked(*others) == ()
    assert checked(line(), charges=(Charge(2, "C-1", "monthly_fixed", HERE, rate=Decimal(5), currency="GBP"),)) == ()


def ranged(*lines, most):
    rate = PriceRange(Decimal("60.00"), Decimal(most) if most else None)
    return drifts(lines, lambda _month: (USER,), HEADS, lambda _charge, _month: rate)


def test_what_a_rise_could_explain_is_neither_right_nor_wrong():
    """Agreed 60, at most 63: 62 rests on a rise, 65 is 2 to 5 too much for each of fifteen, 60 is right."""
    low, high, right = ranged(
        line(price="62.00"), line(price="65.00", month="2026-10"), line(month="2026-11"), most="63"
    )
    assert (low.price, low.price_most, low.in_order, low.by_a_rise) == (0, Decimal("30.00"), None, True)
    assert (high.price, high.price_most, high.in_order) == (Decimal("30.00"), Decimal("75.00"), False)
    assert (right.price_most, right.in_order) == (0, True)


def test_without_a_known_top_nothing_above_the_agreed_price_is_surely_wrong():
    """No cap was read: 90 instead of 60 is at most 450 too much, and its rise neither allowed nor not."""
    (one,) = ranged(line(price="90.00"), most=None)
    assert (one.price, one.price_most, one.quantity, one.in_order) == (0, Decimal("450.00"), 0, None)
    before, after = line(price="60.00", month="2026-08"), line(price="90.00")
    assert [rise.allowed for rise in rises(ranged(before, after, most=None))] == [None]
    assert [rise.allowed for rise in rises(ranged(line(price="50.00", month="2026-08"), line(), most=None))] == [True]


TIERS = (USER, Charge(2, "C-1", "per_user", HERE, rate=Decimal("40.00"), currency="GBP"))


def test_a_price_by_tiers_is_held_against_the_tier_and_the_count_against_all_of_them():
    """Ten at 60 and five at 40 make fifteen users; a price between the tiers is covered by the dearer one."""
    first, further = checked(line("10"), line("5", "40.00"), charges=TIERS)
    assert (first.in_order, further.in_order, further.rate) == (True, True, Decimal("40.00"))
    _, more = checked(line("10"), line("7", "40.00"), charges=TIERS)
    assert (more.quantity, more.price) == (Decimal("80.00"), Decimal(0))
    (dear,) = checked(line("15", "61.00"), charges=TIERS)
    assert dear.price == Decimal("15.00")


KINDS = (
    Charge(1, "C-1", "per_user", HERE, rate=Decimal("40.00"), currency="GBP", who="staff"),
    Charge(2, "C-1", "per_user", HERE, rate=Decimal("12.00"), currency="GBP", who="volunteers"),
    Charge(3, "C-1", "per_user", HERE, rate=Decimal("20.00"), currency="GBP", who="light users"),
)


def test_a_line_that_names_a_kind_of_user_is_held_against_that_kinds_price():
    """Volunteers at 15 are dear beside 12, not cheap beside 40; a line that names none may be any of them."""
    heads = [HeadCount(date(2026, 9, 1), HERE, users=30)]
    told = checked(
        line("20", "40.00", words="Support per user: Staff"),
        line("5", "15.00", words="Volunteer support"),
        line("5", "22.00", words="Light user support"),
        charges=KINDS,
        heads=heads,
    )
    assert [(one.rate, one.price) for one in told] == [
        (Decimal("40.00"), 0), (Decimal("12.00"), Decimal("15.00")), (Decimal("20.00"), Decimal("10.00")),
    ]  # fmt: skip
    assert [one.price for one in checked(line("5", "15.00"), charges=KINDS, heads=heads)] == [0]


PORTAL = Charge(
    3, "C-1", "monthly_fixed", Source("c.md", clause="D2", quote="The Client shall pay 1,900.00 for the Grower Portal."),
    rate=Decimal("1900.00"), currency="GBP",
)  # fmt: skip


def fee(price="1900.00", words="Monthly Fee: Grower Portal, July 2026", quantity="1", **more):
    return line(quantity, price, words=words, **more)


def test_a_fixed_fee_is_held_against_the_price_that_names_it():
    """A portal at 1,957 instead of 1,900 is 57 too much; there is no head count to hold it against."""
    right, dear = checked(fee(), fee("1957.00"), charges=(USER, PORTAL))
    assert (right.in_order, right.quantity, dear.price, dear.in_order) == (True, 0, Decimal("57.00"), False)


def test_a_fee_by_another_name_or_billed_twice_is_not_held_against_the_portals_price():
    """What the price does not name is not it; a bare "Monthly fee" is, where the contract has no other price."""
    others = (
        fee(words="Portal hosting"),
        fee(quantity="2"),
        fee(words="Project: Grower Portal"),
        fee(words="Monthly fee"),
    )
    assert checked(*others, charges=(USER, PORTAL)) == ()
    assert [one.in_order for one in checked(fee(words="Monthly fee"), charges=(PORTAL,))] == [True]


def test_a_rise_is_told_from_one_month_to_the_next_for_each_price_by_itself():
    """58 to 59 is 1.72 per cent; a price that falls or stays, and a line that begins, are no rises."""
    months = [
        line(price="58.00", month="2026-06"), line(price="59.00", month="2026-07"), line(price="58.00", month="2026-07"),
        line(price="59.00", month="2026-08"), line(price="61.00", month="2026-09"), line(price="50.00", month="2026-10"),
        line(price="0", month="2026-05"), fee(month="2026-09"),
    ]  # fmt: skip
    first, second = rises(checked(*months, charges=(USER, PORTAL)))
    assert (first.after.month, first.start, first.end, first.pct) == (
        "2026-07",
        Decimal(58),
        Decimal(59),
        Decimal("1.72"),
    )
    assert (first.allowed, second.allowed, second.agreed) == (True, False, Decimal("60.00"))


def test_lines_that_name_their_tiers_are_each_held_against_their_own():
    """The further users at 45 are not covered by the price of the first ten."""
    named = [line("10", words="First 10 users"), line("5", "45.00", words="Each further user")]
    further, first = checked(*named, charges=TIERS)
    assert (first.in_order, further.rate, further.price) == (True, Decimal("40.00"), Decimal("25.00"))
    sites = [line("10", words="Users, north"), line("5", "45.00", words="Users, south")]
    assert [one.price for one in checked(*sites, charges=TIERS)] == [0, 0]


@given(st.integers(1, 400), st.integers(1, 9999), st.integers(1, 400))
def test_the_two_parts_of_a_difference_add_up_to_the_whole(quantity, pence, heads):
    """Price part and quantity part together are what was billed less what was agreed, above the agreed price."""
    price = Decimal(pence) / 100
    known = [HeadCount(date(2026, 9, 1), HERE, users=heads)]
    (one,) = checked(line(str(quantity), str(price)), heads=known)
    agreed = min(price, Decimal("60.00")) * max(heads, 10)
    assert one.price + one.quantity == price * quantity - agreed


def test_spending_is_added_up_by_currency_with_extras_and_credits_apart():
    """Recurring, projects, credits taken off; other months are not in it."""
    lines = [
        line(net="900"), line(net="100", words="Project Work: cabling"), line(net="-30", credit_for="2026-08"),
        line(net="7", currency="EUR", words="Licences"), line(net="5000", month="2026-10"),
    ]  # fmt: skip
    pounds, euros = spent(lines, ("2026-09",))
    assert (pounds.recurring, pounds.extra, pounds.credits, pounds.total) == (900, 100, -30, 970)
    assert (euros.currency, euros.extra, euros.lines) == ("EUR", 7, 1)
    assert spent(lines, ("2025-01",)) == ()


MONTH = Period.of_month("2026-10", "UTC")
NINE = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
DESK = Clock(ServiceHours(tz="UTC", weekly=tuple((day, 540, 1020) for day in range(5))), MONTH.start, MONTH.end)


def outage(start, hours, service="Mail", *, planned=False, told=None):
    begin = NINE + timedelta(hours=start)
    return Outage(
        service, planned, begin, begin + timedelta(hours=hours), HERE, told_at=told and begin - timedelta(hours=told)
    )


def test_outages_are_counted_added_up_and_ranked():
    """Two of mail that overlap count twice as events and once as time."""
    found = outage_events(
        [outage(0, 2), outage(1, 2), outage(5, 1, "Network"), outage(50, 9, planned=True, told=24)], MONTH, DESK
    )
    assert (len(found.unplanned), len(found.planned), found.wall_s, found.agreed_s) == (3, 1, 4 * 3600, 4 * 3600)
    assert (found.worst.wall_s, found.planned[0].told_s, found.unplanned[0].told_s) == (7200, 86400, None)


def test_an_outage_is_cut_to_the_period_and_to_the_hours_agreed():
    """From Friday evening over the weekend: long by the wall, nothing of Service Hours."""
    found = outage_events([outage(105, 60)], MONTH, DESK, "mail")
    assert (found.wall_s, found.agreed_s) == (60 * 3600, 0)
    before = outage_events([outage(-24 * 4 - 9 - 5, 10)], MONTH, None)
    assert (before.wall_s, before.agreed_s, before.unplanned[0].agreed_s) == (5 * 3600, None, None)


def test_other_services_and_other_months_are_left_out():
    """A quiet month has no worst outage."""
    found = outage_events([outage(0, 2, "Network"), outage(900, 2)], MONTH, DESK, "Mail")
    assert (found.unplanned, found.worst, found.wall_s) == ((), None, 0)
