"""Until when a credit can be claimed, by each way in which contracts count the days."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from store.facts.common import Money, Source, Why
from store.facts.credit_rule import CreditRule
from store.facts.happened import InvoiceLine
from store.measures.claims import ClaimDates, ClaimWindow, claim_window

RULE = CreditRule(1, "MSA-1", "flat", Source("msa.docx"), value=Decimal(5))
BILL = InvoiceLine("INV-7", date(2026, 10, 5), "2026-09", "fee", Money(Decimal(9), "GBP"), Source("i.csv", 2))


class Weekdays:
    """Monday to Friday, no holidays."""

    def working_day_after(self, d, n):
        """Step a day at a time."""
        while n:
            d += timedelta(days=1)
            n -= d.weekday() < 5
        return d


def window(*rules, today="2026-10-12", bills=(BILL,), days=None):
    dates = ClaimDates("2026-09", bills, date.fromisoformat(today), days)
    return claim_window([replace(RULE, **terms) for terms in rules], dates)


@pytest.mark.parametrize(
    ("terms", "today", "by", "still"),
    [
        ({"claim_days": 30}, "2026-10-30", "2026-10-30", True),
        ({"claim_days": 30}, "2026-10-31", "2026-10-30", False),
        ({"claim_days": 15, "claim_from": "bill"}, "2026-10-12", "2026-10-20", True),
        ({"claim_days": 7, "claim_business_days": True}, "2026-10-12", "2026-10-09", False),
        ({"claim_days": 5, "claim_from": "event"}, "2026-09-06", None, True),
        ({"claim_days": 5, "claim_from": "event"}, "2026-09-07", None, None),
        ({"claim_days": 5, "claim_from": "event"}, "2026-10-06", None, False),
    ],
)
def test_the_window_runs_from_what_the_clause_names(terms, today, by, still):
    """From month end, from the bill, or from an event whose day is only known to lie within the month."""
    seen = window(terms, today=today, days=Weekdays())
    assert (seen.by, seen.open) == (date.fromisoformat(by) if by else None, still)
    assert seen.automatic is False


@pytest.mark.parametrize(
    ("terms", "missing"),
    [
        ({"claim_days": 15, "claim_from": "bill"}, "the date of the month's invoice"),
        ({"claim_days": 15, "claim_from": "bill", "claim_business_days": True}, "the contract's working days"),
        ({"claim_days": 7, "claim_business_days": True}, "the contract's working days"),
        ({"claim_days": 7, "claim_from": "full moon"}, "what the claim period runs from"),
    ],
)
def test_a_deadline_that_hangs_on_a_missing_date_says_which(terms, missing):
    """The advice is to claim at once."""
    seen = window(terms, bills=(replace(BILL, credit_for="2026-08"),))
    assert (seen.by, seen.open, seen.unknown.why) == (None, None, Why.NOT_UPLOADED)
    assert seen.unknown.fix == f"add {missing}; until then claim at once"


def test_credits_that_come_by_themselves_need_no_claim():
    """Nothing is due from the customer, so there is no last day."""
    assert window({"automatic": True, "claim_days": 30}) == ClaimWindow(automatic=True)
    assert window() == ClaimWindow()


def test_a_contract_silent_on_claims_is_silent():
    """Whether, or until when, one must claim is not written: say so."""
    assert (window({}).automatic, window({}).unknown.why) == (None, Why.NOT_IN_CONTRACT)
    told = window({"automatic": False})
    assert (told.automatic, told.unknown.what) == (False, "the last day to claim the credit")


def test_of_several_windows_the_first_to_close_is_the_safe_one():
    """A rule with a date goes before one without, an earlier date before a later."""
    seen = window({"automatic": True}, {}, {"claim_days": 60}, {"claim_days": 20})
    assert seen.by == date(2026, 10, 20)


def test_of_two_bills_for_the_month_the_first_starts_the_period():
    """The earlier deadline is the safe one."""
    bills = (replace(BILL, dated=date(2026, 10, 9)), BILL)
    assert window({"claim_days": 15, "claim_from": "bill"}, bills=bills).by == date(2026, 10, 20)
