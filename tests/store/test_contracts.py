"""A contract's words are kept for ever, and each day has its own version of them."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.contracts import Contracts
from store.database import open_database
from store.facts.common import InterpreterError, Status
from store.records import BatchInfo, ClauseRecord, DefinitionRecord, TermRecord
from store.terms import Terms
from store.tickets import Tickets

BEFORE, AFTER = date(2026, 2, 28), date(2026, 3, 1)


@pytest.fixture
def contracts(db):
    return Contracts(db)


def test_an_amended_clause_reads_differently_before_and_after_its_day(contracts, document):
    """Both versions stay; the day decides which one is read."""
    contracts.add_version(document("msa.docx", "3.1 | within 30 minutes \n 3.2 | within 4 hours"))
    added = contracts.add_version(document("no1.docx", "3.1 | within 15 minutes", amends="2026-03-01"))
    assert added.superseded == ("3.1",)
    assert contracts.clause("MSA-1", "3.1", on=BEFORE).text == "within 30 minutes"
    assert contracts.clause("MSA-1", "3.1", on=AFTER).text == "within 15 minutes"
    assert contracts.clause("MSA-1", "3.1").text == "within 15 minutes"
    assert [clause.text for clause in contracts.clauses("MSA-1", on=BEFORE)] == ["within 30 minutes", "within 4 hours"]
    assert [clause.text for clause in contracts.clauses("MSA-1")] == ["within 4 hours", "within 15 minutes"]
    assert len(contracts.clauses("MSA-1", every_version=True)) == 3


def test_the_same_file_again_changes_nothing(contracts, document, response):
    """Adding a contract twice is the same as adding it once."""
    first = contracts.add_version(document("msa.docx", "3.1 | words", terms=[response(30)]))
    again = contracts.add_version(document("msa.docx", "3.1 | words", terms=[response(30)]))
    assert (first.state, again.state) == ("added", "unchanged")
    assert again.document_id == first.document_id
    assert len(contracts.clauses("MSA-1", every_version=True)) == 1


def test_an_amendment_without_a_day_is_asked_for_one(contracts, document):
    """Nobody guesses from when an amendment counts, and nothing of it is kept."""
    contracts.add_version(document("msa.docx", "3.1 | words"))
    undated = document("no1.docx", "3.1 | other words", amends="2026-03-01")
    with pytest.raises(InterpreterError, match=r"no1\.docx does not say from which day"):
        contracts.add_version(type(undated)(**{**_parts(undated), "effective_from": None}))
    assert [record.name for record in contracts.documents("MSA-1")] == ["msa.docx"]


def _parts(version):
    return {name: getattr(version, name) for name in version.__slots__}


def test_an_amendments_own_clauses_touch_nothing(contracts, document):
    """Clause 1 of an amendment is not clause 1 of the contract; only what it says it replaces is replaced."""
    contracts.add_version(document("msa.docx", "1 | Definitions \n 8 | Cap 10 per cent"))
    contracts.add_version(
        document("no1.docx", "1 | This amendment | add \n 2 | Cap 12 per cent | replace | 8", amends="2026-03-01")
    )
    texts = [clause.text for clause in contracts.clauses("MSA-1", on=AFTER)]
    assert texts == ["Definitions", "This amendment", "Cap 12 per cent"]
    assert contracts.clause("MSA-1", "8", on=AFTER).text == "Cap 12 per cent"
    assert contracts.clause("MSA-1", "8", on=BEFORE).text == "Cap 10 per cent"


def test_a_deleted_clause_is_gone_with_everything_under_it(contracts, document, response, db):
    """Deleting clause 3 deletes 3.1 and the promise in it, from that day on."""
    contracts.add_version(document("msa.docx", "3 | Levels \n 3.1 | P1 \n 4 | Reports", terms=[response(30)]))
    added = contracts.add_version(document("no1.docx", "3 | Clause 3 is deleted. | delete", amends="2026-03-01"))
    assert added.superseded == ("3", "3.1")
    assert [clause.key for clause in contracts.clauses("MSA-1", on=AFTER)] == ["4"]
    assert contracts.clause("MSA-1", "3", on=AFTER).action == "delete"
    (level,) = Terms(db).agreed("MSA-1").levels
    assert (level.effective_to, level.status) == (BEFORE, Status.FOUND)


def test_a_term_of_a_replaced_clause_ends_when_the_new_words_state_it_anew(contracts, document, response, db):
    """P1 is 30 minutes to the last day of February and 15 from the first of March."""
    contracts.add_version(document("msa.docx", "3.1 | P1", terms=[response(30)]))
    added = contracts.add_version(document("no1.docx", "3.1 | P1", terms=[response(15)], amends="2026-03-01"))
    levels = Terms(db).agreed("MSA-1").levels
    assert [(level.limit_s, level.effective_from, level.effective_to) for level in levels] == [
        (1800, date(1900, 1, 1), BEFORE),
        (900, AFTER, date(9999, 12, 31)),
    ]
    assert added.ended == (1,)
    assert added.doubtful == ()


def test_a_term_that_the_new_words_do_not_repeat_is_asked_about(contracts, document, response, db):
    """The promise neither goes on nor ends in silence; a person says which."""
    contracts.add_version(document("msa.docx", "3.1 | P1", terms=[response(30)]))
    added = contracts.add_version(document("no1.docx", "3.1 | The parties will meet.", amends="2026-03-01"))
    terms = Terms(db)
    before, after = terms.agreed("MSA-1").levels
    assert (before.status, before.effective_to) == (Status.FOUND, BEFORE)
    assert (after.status, after.effective_from) == (Status.CONFLICT, AFTER)
    assert "no1.docx replaced clause 3.1" in terms.get(added.doubtful[0]).question
    terms.confirm(added.doubtful)
    assert [level.status for level in terms.agreed("MSA-1").levels] == [Status.FOUND, Status.CONFIRMED]


def test_a_term_laid_under_a_clause_that_stays_ends_the_earlier_one(contracts, document, response, db):
    """An amendment may change one row of a table without giving the clause anew."""
    contracts.add_version(document("msa.docx", "3.1 | table", terms=[response(30), response(60, priority=2)]))
    row = response(15)
    contracts.add_version(
        document("no1.docx", "1 | The row for P1 is changed. | add", terms=[row], amends="2026-03-01")
    )
    in_march = [
        level for level in Terms(db).agreed("MSA-1").levels if level.effective_from <= AFTER <= level.effective_to
    ]
    assert sorted((level.priority, level.limit_s) for level in in_march) == [(1, 900), (2, 3600)]
    assert contracts.clause("MSA-1", "3.1", on=AFTER).text == "table"


def test_two_documents_that_disagree_are_both_shown_until_a_person_decides(contracts, document, response, db):
    """Neither the agreement's 30 minutes nor the schedule's 15 is picked in silence."""
    terms = Terms(db)
    contracts.add_version(document("msa.docx", "3.1 | P1", terms=[response(30)]))
    added = contracts.add_version(document("schedule.docx", "9 | P1", terms=[response(15, "9")]))
    assert {level.status for level in terms.agreed("MSA-1").levels} == {Status.CONFLICT}
    assert terms.get(added.doubtful[0]).readings == (
        "msa.docx, 3.1: “P1 within 30 minutes”",
        "schedule.docx, 9: “P1 within 15 minutes”",
    )
    chosen = next(term.id for term in terms.listed("MSA-1") if term.fields["limit_s"] == 900)
    terms.confirm([chosen], by="Ann")
    assert [(level.limit_s, level.status) for level in terms.agreed("MSA-1").levels] == [(900, Status.CONFIRMED)]


def test_an_amendment_elsewhere_that_contradicts_a_level_raises_a_doubt_only_from_its_day(
    contracts, document, response, db
):
    """Months before the amendment are judged as before."""
    contracts.add_version(document("msa.docx", "3.1 | P1", terms=[response(30)]))
    other = response(15, "1")
    contracts.add_version(document("no1.docx", "1 | P1 faster | add", terms=[other], amends="2026-03-01"))
    levels = Terms(db).agreed("MSA-1").levels
    assert [(level.status, level.effective_to) for level in levels if level.effective_from < AFTER] == [
        (Status.FOUND, BEFORE)
    ]
    assert {level.status for level in levels if level.effective_from == AFTER} == {Status.CONFLICT}


def test_a_promise_repeated_word_for_word_in_another_document_is_one_promise(contracts, document, response, db):
    """The same level in the agreement and in its schedule is counted once."""
    contracts.add_version(document("msa.docx", "3.1 | P1", terms=[response(30)]))
    contracts.add_version(document("schedule.docx", "9 | P1", terms=[response(30, "9")]))
    (level,) = Terms(db).agreed("MSA-1").levels
    assert (level.source.file, level.status) == ("msa.docx", Status.FOUND)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_documents_may_come_in_any_order(contracts, document, response, db, order):
    """The versions of a clause and its promise depend on their dates, not on when they were added."""
    versions = [
        document("msa.docx", "3.1 | thirty", terms=[response(30)]),
        document("no1.docx", "3.1 | twenty", terms=[response(20)], amends="2026-03-01"),
        document("no2.docx", "3.1 | fifteen", terms=[response(15)], amends="2026-05-01"),
        document("no3.docx", "3.1 | ten", terms=[response(10)], amends="2026-09-01"),
    ]
    for place in order:
        contracts.add_version(versions[place])
    days = [BEFORE, AFTER, date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1)]
    texts = [contracts.clause("MSA-1", "3.1", on=day).text for day in days]
    assert texts == ["thirty", "twenty", "twenty", "fifteen", "fifteen", "ten"]
    levels = Terms(db).agreed("MSA-1").levels
    limits = [
        [level.limit_s // 60 for level in levels if level.effective_from <= day <= level.effective_to] for day in days
    ]
    assert limits == [[30], [20], [20], [15], [15], [10]]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 27), min_size=1, max_size=6))
def test_a_clause_has_one_version_on_every_day(tmp_path_factory, document, days):
    """However many amendments there are, even several of one day, a day has exactly one text."""
    folder = tmp_path_factory.mktemp("clauses")
    database = open_database(f"sqlite:///{folder / 'app.db'}")
    contracts = Contracts(database)
    contracts.add_version(document("msa.docx", "3.1 | original"))
    for number, day in enumerate(days):
        contracts.add_version(document(f"no{number}.docx", f"3.1 | no{number}", amends=f"2026-03-{day:02d}"))
    last = {day: f"no{number}" for number, day in enumerate(days)}
    for day in range(1, 29):
        known = [last[other] for other in sorted(last) if other <= day]
        valid = [clause.text for clause in contracts.clauses("MSA-1", on=date(2026, 3, day))]
        assert valid == [known[-1] if known else "original"]
    database.close()


def test_a_key_that_two_documents_share_is_not_replaced_by_guess(contracts, document):
    """When the agreement and a schedule both have a clause 1, an amendment of "1" ends neither."""
    contracts.add_version(document("msa.docx", "1 | Definitions"))
    contracts.add_version(document("schedule.docx", "1 | Hours"))
    added = contracts.add_version(document("no1.docx", "1 | New words", amends="2026-03-01"))
    assert added.superseded == ()
    assert {clause.text for clause in contracts.clauses("MSA-1", on=AFTER)} == {"Definitions", "Hours", "New words"}


def test_a_definition_is_redefined_from_the_amendments_day(contracts, document):
    """The meaning of a term depends on the day, as a clause does."""
    first = [DefinitionRecord("Business Hours", "08:00 to 18:00", "1")]
    later = [DefinitionRecord("business hours", "07:00 to 19:00", "1")]
    contracts.add_version(document("msa.docx", "1 | x", definitions=first))
    contracts.add_version(document("no1.docx", "1 | y | add", definitions=later, amends="2026-03-01"))
    assert [one.meaning for one in contracts.definitions("MSA-1", on=BEFORE)] == ["08:00 to 18:00"]
    assert [one.meaning for one in contracts.definitions("MSA-1")] == ["07:00 to 19:00"]


def test_the_file_and_its_text_can_be_read_back(contracts, document):
    """What was given is kept byte for byte, and every quotation is a slice of the text."""
    added = contracts.add_version(document("msa.docx", "1 | x", raw=b"PK\x03\x04", doubts=["a tracked change"]))
    assert contracts.file(added.document_id) == b"PK\x03\x04"
    assert contracts.text(added.document_id) == "1 | x"
    (record,) = contracts.documents("MSA-1")
    assert (record.kind, record.doubts, record.added_at) == (
        "original",
        ("a tracked change",),
        datetime(2026, 10, 1, 9, tzinfo=UTC),
    )


def test_tickets_may_come_before_their_contract(contracts, document, ticket, db):
    """The place kept free is filled in by the first contract, tickets and all."""
    ref = contracts.placeholder("Northwind")
    assert contracts.placeholder("Northwind") == ref
    Tickets(db).add(ref, [ticket("T-1", "2026-09-01 09:00")], BatchInfo("t.csv", "s"))
    contracts.add_version(document("msa.docx", "1 | x", provider="Northwind Ltd"))
    assert contracts.refs() == ["MSA-1"]
    assert Tickets(db).count("MSA-1") == 1


def test_a_place_kept_for_another_provider_is_left_alone(contracts, document):
    """Tickets of one provider never slip under the contract of another."""
    ref = contracts.placeholder("Northwind")
    contracts.add_version(document("msa.docx", "1 | x", provider="Contoso"))
    assert contracts.refs() == [ref, "MSA-1"]


def test_a_second_contract_does_not_take_a_filled_place(contracts, document):
    """Only a contract without documents is filled in."""
    contracts.add_version(document("a.docx", "1 | x", ref="A-1"))
    contracts.add_version(document("b.docx", "1 | x", ref="B-1"))
    assert contracts.refs() == ["A-1", "B-1"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("how is Northwind doing?", ["NW-7"]),
        ("northwind’s credits", ["NW-7"]),
        ("what does C-9 say", ["C-9"]),
        ("the managed services agreement", []),
        ("somebody else", []),
    ],
)
def test_a_contract_is_found_by_what_people_call_it(contracts, document, words, found):
    """Ref or provider, loosely; words that every contract has say nothing."""
    contracts.add_version(document("a.docx", "1 | x", ref="NW-7", provider="Northwind IT Services Ltd"))
    contracts.add_version(document("b.docx", "1 | x", ref="C-9", provider="Contoso Managed Services Ltd"))
    assert contracts.find(words) == found


def test_the_provider_named_in_the_contract_is_known_too(contracts, document):
    """Where nobody said who the provider is, the contract does."""
    party = TermRecord("party", {"role": "provider", "name": "Fabrikam plc"})
    contracts.add_version(document("a.docx", "1 | x", terms=[party]))
    assert contracts.find("is Fabrikam late?") == ["MSA-1"]
    assert contracts.facts("MSA-1").provider == "Fabrikam plc"


def test_a_contract_nobody_knows_is_answered_with_those_there_are(contracts, document):
    """The sentence names the contracts."""
    contracts.add_version(document("a.docx", "1 | x"))
    with pytest.raises(InterpreterError, match=r"no contract called “X”; known are: MSA-1"):
        contracts.facts("X")


def test_a_document_that_fails_half_way_leaves_nothing(contracts, document, response):
    """A term that cannot be stored takes its whole document with it."""
    broken = response(30)
    broken = type(broken)(**{**{n: getattr(broken, n) for n in broken.__slots__}, "fields": {"limit_s": object()}})
    with pytest.raises(Exception, match="JSON serializable"):
        contracts.add_version(document("a.docx", "1 | x", terms=[broken]))
    assert contracts.refs() == []
    assert ClauseRecord("1", "1", "", "").effective_to == date(9999, 12, 31)
