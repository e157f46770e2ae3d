"""Terms are facts with a history: read exactly, confirmed by a person, corrected without losing the old reading."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.contracts import Contracts
from store.facts.agreed import Charge, ClockKind, Duty, Firmness, Metric, ServiceHours, ServiceLevel, Trigger
from store.facts.common import InterpreterError, Status
from store.facts.credit_rule import CreditBand, CreditRule
from store.records import ContractHead, TermRecord
from store.term_fields import FIELDS, read_fields
from store.terms import Terms, facts_of
from store.terms_as_facts import contract_facts

JAN, MAR = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture
def terms(db):
    return Terms(db)


@pytest.fixture
def added(db, document):
    """Terms put into one contract, in the order given; their ids start at 1."""

    def add(*found):
        Contracts(db).add_version(document("msa.docx", "3.1 | x", terms=found))

    return add


def credit(kind="flat", **more):
    return TermRecord("credit_rule", {"kind": kind, **more}, clause="7", quote="words")


def test_a_limit_of_which_no_figure_was_read_leaves_every_credit_open():
    """Of credits "capped at two months' charges" nobody may name a sum as if there were no limit."""
    limit = replace(credit("modifier"), status=Status.CONFLICT, readings=("capped at two months' charges",))
    (rule,) = facts_of([credit(value="5", base="monthly_charge"), limit]).credit_rules
    assert (rule.status, rule.readings) == ("conflict", ("capped at two months' charges",))


def test_general_rules_on_credits_without_a_price_are_kept_as_such():
    """A contract that caps its credits promises some, even where what a miss is worth was not read."""
    cap = credit("modifier", cap_pct="10")
    assert [one.source.clause for one in facts_of([cap]).unpriced] == ["7"]
    assert facts_of([cap, credit(value="5")]).unpriced == ()
    assert facts_of([]).unpriced == ()
    unread = credit("modifier", metric="response", priority=2)
    assert [(one.metric, one.priority) for one in facts_of([unread, credit(value="5")]).unpriced] == [
        (Metric.RESPONSE, 2)
    ]


@pytest.mark.parametrize(
    ("country", "zone", "named", "currency"),
    [
        ("US", "America/New_York", (), "USD"),
        (None, "America/New_York", (), ""),
        ("AU", "Australia/Sydney", ("AUD",), "AUD"),
        ("GB", "Europe/London", (), "GBP"),
        ("GB", "Europe/London", ("EUR", "USD"), ""),
        ("GB", "Europe/London", ("EUR", "GBP"), "GBP"),
    ],
)
def test_amounts_without_a_currency_are_not_taken_for_pounds_where_the_contract_lies_elsewhere(
    country, zone, named, currency
):
    """A bare amount has the currency of the contract's own country, or none at all."""
    hours = {"weekly": [[0, 480, 1020]], "tz": zone, "name": "Business Hours"}
    terms = [TermRecord("service_hours", hours | ({"holiday_country": country} if country else {}))]
    terms += [TermRecord("charge", {"kind": "hourly", "rate": "95", "currency": code}) for code in named]
    assert contract_facts(terms).currency == currency


def test_a_level_is_read_with_exact_values_and_its_source():
    """Percentages are decimals, words become their kinds, and the quotation comes along."""
    found = TermRecord(
        "service_level",
        {
            "metric": "response", "priority": 1, "limit_s": 900, "strict": True, "clock": "calendar",
            "target_pct": "99.90", "pauses": ["customer", "vendor"], "auto_ack_counts": False, "firmness": "target",
            "cutoff": "16:00", "round_dp": 1, "limit_text": "15 min",
        },
        quote="within 15 minutes",
        clause="Schedule 2, 3.1",
        page=7,
        confidence=0.8,
        id=12,
        contract="MSA-1",
        document="msa.docx",
    )  # fmt: skip
    (level,) = facts_of([found]).levels
    assert (level.id, level.metric, level.priority, level.limit_s) == (12, Metric.RESPONSE, 1, 900)
    assert (str(level.target_pct), level.strict, level.clock) == ("99.90", True, ClockKind.CALENDAR)
    assert (level.pauses, level.firmness, level.cutoff) == (frozenset({"customer", "vendor"}), Firmness.TARGET, "16:00")
    assert str(level.source) == "msa.docx, Schedule 2, 3.1, page 7"
    assert (level.source.quote, level.confidence, level.status) == ("within 15 minutes", 0.8, Status.FOUND)


def test_a_ladder_and_its_steps_keep_every_digit():
    """The rungs of a ladder and the points table are decimals as written."""
    ladder = credit(
        "ladder",
        bands=[
            {"low": "99.5", "high": "99.9", "value": "5", "high_included": False},
            {"low": None, "high": "99.5", "value": "10"},
        ],
        points_to_pct=[["10", "2"], ["15", "4"]],
        repeat_factor="2",
    )
    (rule,) = facts_of([ladder]).credit_rules
    assert rule.bands == (
        CreditBand(Decimal("99.5"), Decimal("99.9"), Decimal(5), high_included=False),
        CreditBand(None, Decimal("99.5"), Decimal(10)),
    )
    assert rule.points_to_pct == ((Decimal(10), Decimal(2)), (Decimal(15), Decimal(4)))
    assert (rule.repeat_factor, rule.automatic) == (Decimal(2), None)


@pytest.mark.parametrize(
    ("kind", "fields", "complaint"),
    [
        ("service_level", {"metric": "response", "target_pct": "ninety"}, "target_pct: “ninety” is no number"),
        ("service_level", {"metric": "response", "target_pct": "950"}, "target_pct: “950” is more than 100 per cent"),
        ("service_level", {"metric": "response", "limit_s": "soon"}, "limit_s: “soon” is no number"),
        ("service_level", {"metric": "response", "priority": 7}, "priority: “7” is no priority from 1 to 5"),
        ("service_level", {"metric": "speed"}, "metric: “speed” is none of"),
        ("service_level", {"priority": 1}, "metric: what is measured is not known"),
        ("service_level", {"metric": "response", "hours": {"weekly": [[0, 600, 540]]}}, "hours: “[0, 600, 540]” is no"),
        ("credit_rule", {"value": "5"}, "kind: how the credit is worked out is not known"),
        ("credit_rule", {"kind": "ladder", "bands": [{"low": "1"}]}, "bands: “{'low': '1'}” is no rung"),
        ("credit_rule", {"kind": "flat", "value": "1,5"}, "value: “1,5” is no number"),
        ("credit_rule", {"kind": "points", "points_to_pct": [["9", "2"], ["5", "4"]]}, "do not rise"),
    ],
)
def test_a_field_that_cannot_be_read_puts_the_term_in_conflict_and_says_why(kind, fields, complaint):
    """Nothing is dropped and nothing is guessed: the fact is there, in conflict, with the complaint."""
    agreed = facts_of([TermRecord(kind, fields)])
    (fact,) = agreed.levels + agreed.credit_rules
    assert fact.status is Status.CONFLICT
    assert any(complaint in reading for reading in fact.readings)


def test_triggers_charges_and_duties_that_cannot_be_read_are_in_conflict_too():
    """A trigger without its number never fires by accident."""
    agreed = facts_of(
        [
            TermRecord("trigger", {"k": "three"}),
            TermRecord("charge", {"kind": "per_user", "rate": "a lot"}),
            TermRecord("duty", {"kind": "report", "due_business_days": "ten"}),
        ]
    )
    assert {fact.status for fact in (*agreed.triggers, *agreed.charges, *agreed.duties)} == {Status.CONFLICT}
    assert agreed.triggers[0].k > 1000


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        ("service_level", ServiceLevel),
        ("credit_rule", CreditRule),
        ("trigger", Trigger),
        ("charge", Charge),
        ("duty", Duty),
    ],
)
def test_every_field_of_a_fact_can_be_read_from_a_term(kind, fact):
    """A field added to a fact is a field a contract may state; none is left behind."""
    common = {"id", "contract", "source", "status", "confidence", "readings", "effective_from", "effective_to", "also"}
    assert {field.name for field in fields(fact)} - common == set(FIELDS[kind])


def test_a_field_nobody_knows_is_reported_not_passed_over():
    """What a contract says beyond our fields may change what it means, so a person looks at it."""
    (level,) = facts_of([TermRecord("service_level", {"metric": "response", "except_for": "Mondays"})]).levels
    assert level.status is Status.CONFLICT
    assert level.readings == ("except_for: a service level has no such field",)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text("9½.,-% P:hmyesno[{", max_size=6),
    st.lists(st.integers(), max_size=3),
)


@given(st.sampled_from(["service_level", "trigger", "charge", "duty", "credit_rule"]), st.data())
def test_no_term_is_ever_dropped_whatever_its_fields_hold(kind, data):
    """Any junk in any field still gives exactly one fact."""
    junk = data.draw(st.dictionaries(st.sampled_from(sorted(FIELDS[kind])), JUNK, max_size=5))
    agreed = facts_of([TermRecord(kind, junk)])
    facts = agreed.levels + agreed.triggers + agreed.charges + agreed.duties + agreed.credit_rules
    assert len(facts) == (0 if junk.get("kind") == "modifier" else 1)


def test_a_general_cap_and_claim_window_reach_every_credit_rule_that_lacks_them():
    """A rule's own word goes before the general one."""
    own = credit(metric="response", value="5", claim_days=10)
    other = credit("per_point", metric="resolution", value="1")
    general = credit("modifier", cap_pct="10", claim_days=30, automatic=False)
    first, second = facts_of([own, other, general]).credit_rules
    assert (first.claim_days, first.cap_pct, first.automatic) == (10, Decimal(10), False)
    assert (second.claim_days, second.cap_pct) == (30, Decimal(10))


def test_a_general_rule_for_one_metric_reaches_only_that_metric():
    """A cap on response credits is no cap on availability credits."""
    rules = [credit(metric="response", value="5"), credit(metric="availability", value="5")]
    agreed = facts_of([*rules, credit("modifier", metric="response", cap_pct="8")])
    assert [rule.cap_pct for rule in agreed.credit_rules] == [Decimal(8), None]


def test_a_cap_that_changes_on_a_day_cuts_the_rule_on_that_day():
    """February's credits know the old cap, March's the new; each cut has an id of its own."""
    rule = TermRecord("credit_rule", {"kind": "flat", "value": "5"}, id=3)
    old = TermRecord("credit_rule", {"kind": "modifier", "cap_pct": "10"}, effective_to=date(2026, 2, 28))
    new = TermRecord("credit_rule", {"kind": "modifier", "cap_pct": "12"}, effective_from=MAR)
    before, after = facts_of([rule, old, new]).credit_rules
    assert (before.cap_pct, before.effective_to) == (Decimal(10), date(2026, 2, 28))
    assert (after.cap_pct, after.effective_from) == (Decimal(12), MAR)
    assert before.id == 3 != after.id


def test_two_general_rules_that_differ_leave_the_rule_in_conflict_and_the_field_open():
    """A cap of 10 and a cap of 15 on one day is a question, not a cap."""
    rule = credit(value="5")
    caps = [
        TermRecord("credit_rule", {"kind": "modifier", "cap_pct": cap}, clause=cap, document="msa.docx")
        for cap in ("10", "15")
    ]
    (made,) = facts_of([rule, *caps]).credit_rules
    assert (made.status, made.cap_pct) == (Status.CONFLICT, None)
    assert "cap_pct: 10 (msa.docx, 10) or 15 (msa.docx, 15)" in made.readings


def test_a_credit_rests_on_the_weakest_term_it_is_made_of():
    """A confirmed rule with a cap that nobody confirmed is not a confirmed rule."""
    rule = TermRecord("credit_rule", {"kind": "flat", "value": "5"}, status=Status.CONFIRMED)
    cap = TermRecord("credit_rule", {"kind": "modifier", "cap_pct": "10"}, confidence=0.6)
    (made,) = facts_of([rule, cap]).credit_rules
    assert (made.status, made.confidence) == (Status.FOUND, 0.6)


def hours(opens, **more):
    said = {"name": "Service Hours", "weekly": [[0, opens * 60, 1080]], "tz": "Europe/Dublin"}
    return TermRecord("service_hours", said, **more)


def test_a_contract_knows_who_when_and_its_hours():
    """Dates, notice and opening hours come from the terms; what a person said of the contract goes first."""
    found = [
        TermRecord("party", {"role": "provider", "name": "Northwind Ltd"}),
        TermRecord("party", {"role": "customer", "name": "Harbour Foods"}),
        TermRecord("contract_date", {"name": "service_start", "value": "2025-01-06"}),
        TermRecord("contract_date", {"name": "notice_days", "value": 90}),
        TermRecord("contract_date", {"name": "renewal", "value": "automatic"}),
        TermRecord("charge", {"kind": "monthly_fixed", "rate": "1850.00", "currency": "EUR"}),
        hours(9),
    ]
    facts = facts_of(found, ContractHead("MSA-1", provider="Northwind")).contract
    assert (facts.ref, facts.provider, facts.customer) == ("MSA-1", "Northwind", "Harbour Foods")
    assert (facts.service_start, facts.notice_days, facts.renewal) == (date(2025, 1, 6), 90, "automatic")
    assert (facts.currency, facts.tz) == ("EUR", "Europe/Dublin")
    assert facts.hours == ServiceHours(tz="Europe/Dublin", weekly=((0, 540, 1080),))


def test_a_date_or_hours_in_doubt_are_not_known():
    """Two start dates, or hours that can be read two ways, are not chosen between."""
    dates = [
        TermRecord("contract_date", {"name": "service_start", "value": day}) for day in ("2025-01-06", "2025-02-03")
    ]
    facts = facts_of([*dates, hours(9, status=Status.CONFLICT)]).contract
    assert (facts.service_start, facts.hours) == (None, None)
    assert facts_of([hours(9), hours(8)]).contract.hours is None
    confirmed = TermRecord("contract_date", dates[1].fields, status=Status.CONFIRMED)
    assert facts_of([dates[0], confirmed]).contract.service_start == date(2025, 2, 3)


def test_opening_hours_that_change_on_a_day_cut_the_levels_that_use_them():
    """A ticket in February is timed by February's hours; a 24x7 level is not touched."""
    old, new = hours(9, effective_to=date(2026, 2, 28)), hours(7, effective_from=MAR)
    levels = [
        TermRecord("service_level", {"metric": "response", "limit_s": 900}, id=5),
        TermRecord("service_level", {"metric": "resolution", "limit_s": 900, "clock": "calendar"}, id=6),
    ]
    before, after, always = facts_of([old, new, *levels]).levels
    assert (before.hours.weekly[0][1], before.effective_to) == (540, date(2026, 2, 28))
    assert (after.hours.weekly[0][1], after.effective_from) == (420, MAR)
    assert (always.id, always.hours) == (6, None)
    assert facts_of([old, new]).contract.hours.weekly[0][1] == 420


def test_confirming_all_leaves_every_doubt_alone(terms, added, response):
    """What was found is confirmed; what can be read two ways, or not at all, waits for a person."""
    doubt = TermRecord(
        "service_level", {"metric": "response", "priority": 2}, status=Status.CONFLICT, readings=("a", "b")
    )
    unknown = TermRecord("service_level", {"metric": "response", "priority": 3}, status=Status.UNKNOWN)
    broken = TermRecord("charge", {"kind": "per_user", "rate": "a lot"})
    added(response(30), doubt, unknown, broken)
    confirmed = terms.confirm("all", by="Ann")
    assert [term.id for term in confirmed] == [1]
    assert (confirmed[0].confirmed_by, confirmed[0].confirmed_at) == ("Ann", datetime(2026, 10, 1, 9, tzinfo=UTC))
    assert [term.status for term in terms.listed()] == [Status.CONFIRMED, Status.CONFLICT, Status.UNKNOWN, Status.FOUND]
    assert [term.id for term in terms.listed("MSA-1", Status.CONFLICT)] == [2]


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        (
            TermRecord("service_level", {"metric": "response"}, status=Status.CONFLICT, readings=("15 min", "15 h")),
            r"more than one way \(15 min; 15 h\); say which with `itbot correct 1",
        ),
        (
            TermRecord("charge", {"kind": "per_user", "rate": "a lot"}),
            "cannot be confirmed: rate: “a lot” is no number",
        ),
    ],
)
def test_a_doubt_cannot_be_confirmed_only_corrected(terms, added, term, sentence):
    """The sentence says what to type instead."""
    added(term)
    with pytest.raises(InterpreterError, match=sentence):
        terms.confirm([1])


def test_a_correction_is_a_new_reading_and_the_old_one_is_kept(terms, added, response):
    """The corrected term is confirmed, and its history shows what was read before."""
    added(response(30))
    new = terms.correct(1, {"limit_s": "15 min", "target_pct": "98 %", "priority": "P2"}, by="Ann")
    assert new.fields == {"metric": "response", "priority": 2, "limit_s": 900, "target_pct": "98"}
    assert (new.status, new.confirmed_by, new.quote) == (Status.CONFIRMED, "Ann", "P1 within 30 minutes")
    assert [term.fields["limit_s"] for term in terms.history(new.id)] == [900, 1800]
    assert [term.id for term in terms.listed()] == [new.id]
    with pytest.raises(InterpreterError, match="was corrected before"):
        terms.correct(1, {"priority": 1})


def test_a_correction_can_set_the_days_and_take_a_field_away(terms, added, response):
    """A person may say from when a term counts, and that a field does not apply."""
    added(response(30, low_volume_n=10))
    new = terms.correct(1, {"effective_from": "2026-01-01", "low_volume_n": None})
    assert new.effective_from == JAN
    assert "low_volume_n" not in new.fields


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"speed": "fast"}, "A service level has no field “speed”; it has: metric, priority"),
        ({"limit_s": "in a while"}, "limit_s|“in a while” is no number"),
        ({"limit_s": "3 moons"}, "“3 moons” is no length of time"),
        ({"priority": "urgent"}, "“URGENT” is no number"),
        ({"effective_from": "soon"}, "“soon” is no date"),
        ({"hours": "nine to five"}, "“nine to five” is not written as JSON"),
        ({"target_pct": "101"}, "more than 100 per cent"),
    ],
)
def test_a_wrong_correction_changes_nothing_and_says_why(terms, added, response, values, sentence):
    """The old reading stands."""
    added(response(30))
    with pytest.raises(InterpreterError, match=sentence):
        terms.correct(1, values)
    assert [term.id for term in terms.listed()] == [1]


def test_a_term_nobody_knows_is_said_to_be_unknown(terms):
    """The sentence points to the list."""
    with pytest.raises(InterpreterError, match="no term 41"):
        terms.get(41)


def test_correcting_one_of_two_contradicting_readings_settles_both(terms, db, document, response):
    """Once a person has said what holds, the other reading is set aside."""
    Contracts(db).add_version(document("msa.docx", "3.1 | P1", terms=[response(30)]))
    Contracts(db).add_version(document("schedule.docx", "9 | P1", terms=[response(15, "9")]))
    terms.correct(1, {"limit_s": "20 min"})
    assert [(level.limit_s, level.status) for level in terms.agreed("MSA-1").levels] == [(1200, Status.CONFIRMED)]


@given(
    hours=st.integers(0, 99),
    minutes=st.integers(0, 59),
    style=st.sampled_from(["{h} h {m} min", "{h}h{m}m", "{h} hours, {m} mins"]),
)
def test_a_length_of_time_is_read_as_a_person_types_it(hours, minutes, style):
    """Hours and minutes in any usual spelling are the same seconds."""
    read = read_fields("service_level", {"limit_s": style.format(h=hours, m=minutes)})
    assert read.values == {"limit_s": hours * 3600 + minutes * 60}
