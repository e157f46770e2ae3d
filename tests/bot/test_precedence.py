"""Two papers of one contract that differ: the one that the contract says rules, with both quoted; else both and a question."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.answering.conversation import ask
from bot.answering.guard import orphans
from bot.intake.adding import Options, add
from bot.settings import Settings
from bot.wiring import build

TERMS = """# Fernhill Online Services Terms

These Terms apply between Fernhill IT Ltd ("Fernhill") and the Customer named in the Order Form.

## 1. Definitions

1.1 "Business Hours" means 09:00 to 17:30 Monday to Friday excluding public holidays in England.

## 2. Term

2.1 The initial term of this Agreement is 12 months from the Commencement Date.

2.2 After the initial term this Agreement renews for successive periods of 12 months unless either party gives at least 90 days' written notice before the end of the current term.

## 3. Charges

3.1 The Customer shall pay each invoice within 30 days of its date.

## 4. Service levels

| Priority | Response | Resolution |
|---|---|---|
| P1 | 1 hour | 8 hours |

4.1 All times are measured in Business Hours.

## 5. General

5.1 This Agreement is governed by the law of England and Wales.
"""
ORDER = """# Order Form

This Order Form is made under the Fernhill Online Services Terms.

| Term | Value |
|---|---|
| Supplier | Fernhill IT Ltd |
| Customer | Larkspur Housing Association |
| Commencement Date | 1 March 2026 |
| Initial Term | 36 months |
| Renewal | Renews for successive 12-month terms unless 60 days' notice is given before the end of the term |
| Payment terms | 14 days from date of invoice |
| Governing law | Scotland |
| P1 response | 30 minutes |

"""
RULE = "In the event of any conflict this Order Form prevails over the Terms."
TODAY = date(2026, 11, 1)


@pytest.fixture
def contract(tmp_path):
    """The terms and then the order form, with what either says of precedence."""

    def made(order="", terms=""):
        interpreter = build(
            Settings(home=tmp_path / "home", _env_file=None), clock=lambda: datetime(2026, 11, 1, tzinfo=UTC)
        )
        (tmp_path / "terms.md").write_text(TERMS + terms)
        (tmp_path / "order.md").write_text(ORDER + order)
        receipts = add(interpreter, [tmp_path / "terms.md", tmp_path / "order.md"], Options(index=False, accept=True))
        return interpreter, receipts[0].contract, receipts

    return made


def told(interpreter, question):
    answer = ask(interpreter, question, as_of=TODAY, keep=False)
    assert not orphans(answer)
    return answer


@pytest.mark.parametrize(
    ("order", "terms"),
    [
        (RULE, ""),
        ("", "\n5.2 If the papers conflict, the order of precedence is: (a) the Order Form; (b) these Terms.\n"),
    ],
)
def test_the_order_form_rules_where_it_or_the_terms_say_so(contract, order, terms):
    """Term, notice, payment days, law and response are those of the order; the overruled ones stay with the reason."""
    interpreter, ref, receipts = contract(order, terms)
    facts = interpreter.stores.contracts.facts(ref)
    assert (facts.initial_term_months, facts.notice_days) == (36, 60)
    agreed = interpreter.stores.terms.agreed(ref)
    (p1,) = [one for one in agreed.levels if one.metric == "response"]
    assert (p1.limit_s, p1.clock, p1.status) == (1800, "service_hours", "found")
    (paying,) = [one for one in agreed.duties if one.what == "pay invoices"]
    assert paying.due_days == 14
    overruled = [t for t in interpreter.stores.terms.listed(ref) if t.status == "overruled"]
    assert {t.document for t in overruled} == {"terms.md"}
    assert not any("?" in note for receipt in receipts for note in receipt.notes)


def test_an_answer_quotes_both_and_the_rule(contract):
    """What rules first, then what does not count and by which words."""
    interpreter, _, _ = contract(RULE)
    quick = told(interpreter, "How quickly must a P1 be answered?")
    assert quick.headline.endswith("30 minutes, counted in Service Hours.")
    assert "P1 | 1 hour" in quick.text
    assert RULE in quick.text
    ends = told(interpreter, "When does the contract end?")
    assert "28 February 2029" in ends.headline
    assert "The initial term of this Agreement is 12 months" in ends.text
    assert "Initial Term | 36 months" in ends.text
    law = told(interpreter, "Which law governs the contract?")
    assert law.headline == "The place to read is Order Form."
    assert "Governing law | Scotland" in law.text
    assert "law of England and Wales" in law.text


@pytest.mark.parametrize(
    "rule",
    ["", "This Order Form prevails over the Terms unless the Terms expressly say otherwise."],
)
def test_without_a_rule_that_decides_both_are_shown_and_none_is_chosen(contract, rule):
    """A rule that holds only sometimes is none."""
    interpreter, ref, _ = contract(rule)
    assert interpreter.stores.contracts.facts(ref).initial_term_months is None
    ends = told(interpreter, "When does the contract end?")
    assert ends.verdict == "cannot_tell"
    assert "12 months from the Commencement Date" in ends.text
    assert "Initial Term | 36 months" in ends.text
    law = told(interpreter, "Which law governs the contract?")
    assert law.state == "partly"
    assert "Scotland" in law.text


def test_a_clause_that_stands_above_one_clause_rules_over_that_one_alone(contract):
    """The notice stays open, the length of the term is settled."""
    interpreter, ref, _ = contract("Notwithstanding clause 2.1 of the Terms, the initial term is 36 months.")
    facts = interpreter.stores.contracts.facts(ref)
    assert (facts.initial_term_months, facts.notice_days) == (36, None)


def test_two_rules_that_contradict_each_other_settle_nothing(contract):
    """Each paper puts itself first."""
    interpreter, ref, _ = contract(RULE, "\n5.2 In the event of conflict these Terms prevail over the Order Form.\n")
    assert interpreter.stores.contracts.facts(ref).initial_term_months is None


def test_a_schedule_and_a_clause_of_one_document_are_settled_alike(tmp_path):
    """The clauses say one hour, the schedule half an hour, and the schedules prevail."""
    interpreter = build(Settings(home=tmp_path / "home", _env_file=None))
    (tmp_path / "msa.md").write_text(
        "# Managed Services Agreement\n\n1.1 If the clauses conflict with a Schedule, the Schedule shall prevail.\n\n"
        '1.2 "Support Hours" means 08:00 to 18:00 Monday to Friday.\n\n'
        "3.1 The Supplier shall respond to P1 incidents within 1 hour during Support Hours.\n\n# Schedule 1\n\n"
        "1. In Support Hours:\n\n| Priority | Response |\n|---|---|\n| P1 | 30 minutes |\n| P2 | 2 hours |\n"
    )
    (receipt,) = add(interpreter, [tmp_path / "msa.md"], Options(index=False))
    levels = interpreter.stores.terms.agreed(receipt.contract).levels
    assert [(one.priority, one.limit_s, one.status) for one in levels] == [(1, 1800, "found"), (2, 7200, "found")]


def test_what_a_person_confirmed_is_not_overruled(contract):
    """The order form would prevail, but a person says that the twelve months of the terms hold."""
    interpreter, ref, _ = contract(RULE)
    (terms,) = [t for t in interpreter.stores.terms.listed(ref) if t.fields.get("value") == "12" and t.clause == "2.1"]
    interpreter.stores.terms.confirm([terms.id])
    assert interpreter.stores.contracts.facts(ref).initial_term_months == 12


@pytest.fixture
def prices(tmp_path):
    """The charges read from terms and an order form that each give a price."""

    def made(terms, order):
        interpreter = build(
            Settings(home=tmp_path / "prices", _env_file=None), clock=lambda: datetime(2026, 11, 1, tzinfo=UTC)
        )
        (tmp_path / "terms.md").write_text(f"{TERMS}\n5.2 {terms}\n")
        (tmp_path / "order.md").write_text(f"{ORDER}\n{order}\n")
        receipts = add(interpreter, [tmp_path / "terms.md", tmp_path / "order.md"], Options(index=False, accept=True))
        listed = interpreter.stores.terms.listed(receipts[0].contract)
        return [(t.fields.get("rate"), t.status.value) for t in listed if t.kind == "charge"]

    return made


@pytest.mark.parametrize(
    ("terms", "order", "want"),
    [
        (
            "The fee is £40 per user per month.",
            "The fee is £45 per user per month.",
            [("40", "conflict"), ("45", "conflict")],
        ),
        (
            "The fee is £40 per user per month.",
            f"The fee is £45 per user per month. {RULE}",
            [("40", "overruled"), ("45", "found")],
        ),
        (
            "The monthly charge is £4,000.",
            "An additional monthly charge of £300 is payable for backup.",
            [("4000", "found"), ("300", "found")],
        ),
        (
            "The fee is £40 per user per month.",
            "The fee is £45 per device per month.",
            [("40", "found"), ("45", "found")],
        ),
        (
            "The fee is £40 per user per month.",
            "The fee is £40 per user per month.",
            [("40", "found"), ("40", "found")],
        ),
        (
            "The hourly rate is £95 per hour.",
            "Support outside hours is charged at £140 per hour. A consultant is £160 per hour.",
            [("95", "found"), ("140", "found"), ("160", "found")],
        ),
    ],
)
def test_two_papers_with_two_prices_for_one_thing_are_set_against_each_other(prices, terms, order, want):
    """As a rule of the contract decides, else both in doubt; a price of something else stands beside the first."""
    assert prices(terms, order) == want
