"""Single tickets out of the store with what became of them, and people's own words on what they are."""

from datetime import UTC, datetime

import pytest

from store.contracts import Contracts
from store.facts.common import InterpreterError, Period, Source
from store.facts.tickets import Pause, TicketState
from store.imports.history import Change
from store.outcomes import Outcomes
from store.overrides import Overrides
from store.records import BatchInfo
from store.ticket_stories import Stories
from store.tickets import Tickets

REF = "MSA-1"
SEPTEMBER = Period.of_month("2026-09", "UTC")


def export(name, day, **more):
    return BatchInfo(name, name, exported_at=datetime.fromisoformat(day).replace(tzinfo=UTC), **more)


@pytest.fixture
def stories(db, document, response, ticket):
    """Three tickets under a promise of fifteen minutes: in time, late and waiting for us, opened in August."""
    always = response(15, clock="calendar", tz="UTC", always=True)
    Contracts(db).add_version(document("msa.docx", "3.1 | P1 within 15 minutes", terms=[always]))
    pause = Pause(datetime(2026, 9, 2, 10, tzinfo=UTC), None, "customer")
    rows = [
        ticket("INC-1", "2026-09-01 09:00", "2026-09-01 09:10", "2026-09-01 11:00", user="Ann"),
        ticket(
            "INC-2",
            "2026-09-02 09:00",
            "2026-09-02 10:00",
            pauses=(pause,),
            state=TicketState.PAUSED_CUSTOMER,
            user="Bea",
        ),
        ticket("INC-3", "2026-08-20 09:00", "2026-08-20 09:01", "2026-09-03 09:00"),
    ]
    Tickets(db).add(REF, rows, export("sep.csv", "2026-09-30"))
    return Stories(db, Outcomes(db))


def names(found):
    return [one.name for one in found]


def test_a_month_holds_what_was_opened_finished_or_open_in_it(stories):
    """Three ways to belong to September."""
    told = {by: names(stories.judged(REF, period=SEPTEMBER, by=by)) for by in ("opened", "finished", "touched")}
    assert told == {
        "opened": ["INC-1", "INC-2"],
        "finished": ["INC-3", "INC-1"],
        "touched": ["INC-3", "INC-1", "INC-2"],
    }


def test_a_ticket_is_found_however_its_number_is_typed(stories):
    """Small letters are the same number; a number that is not there is nobody's."""
    found = stories.named(REF, "inc-1")
    assert (found.name, found.felt_s) == ("INC-1", 7200)
    assert stories.named(REF, "INC-9") is None


def test_an_opened_again_ticket_has_no_felt_time_until_it_is_fixed_again(stories, ticket, db):
    """The resolution on record no longer stands."""
    again = ticket(
        "INC-1", "2026-09-01 09:00", "2026-09-01 09:10", "2026-09-01 11:00", reopen_count=1, state=TicketState.OPEN
    )
    Tickets(db).add(REF, [again], export("oct.csv", "2026-10-05"))
    assert stories.named(REF, "INC-1").felt_s is None


def test_a_priority_that_a_later_export_changed_is_the_first_one_all_the_same(stories, ticket, db):
    """No column need say so: two exports do."""
    assert not stories.records(REF).first_priorities
    later = ticket("INC-2", "2026-09-02 09:00", "2026-09-02 10:00", priority=3)
    Tickets(db).add(REF, [later], export("oct.csv", "2026-10-05"))
    found = stories.named(REF, "INC-2").ticket
    assert (found.priority_first, found.priority) == (1, 3)
    assert stories.records(REF).first_priorities
    assert stories.earlier(REF, "INC-2")[0]["priority"] == 1


def test_what_the_exports_tell_at_all_is_known(stories, db):
    """Waits are on record; re-openings are not, until a history comes."""
    told = stories.records(REF)
    assert (told.waits, told.reopenings, told.users) == (True, False, frozenset({"Ann", "Bea"}))
    change = Change("INC-1", datetime(2026, 9, 1, 11, tzinfo=UTC), "Open", "Resolved", "Desk", Source("h.csv", row=2))
    Tickets(db).add_history(REF, [change], BatchInfo("h.csv", "h.csv", tool="history"))
    assert stories.records(REF).reopenings
    assert stories.named(REF, "INC-1").steps[0].after == "Resolved"


def test_the_tickets_open_when_a_day_ended_come_oldest_first(stories):
    """INC-3 was still open on 2 September, INC-1 no more."""
    assert names(stories.open_at_end_of(REF, Period.of_month("2026-08", "UTC"))) == ["INC-3"]
    day = Period(datetime(2026, 9, 2, tzinfo=UTC).date(), datetime(2026, 9, 2, tzinfo=UTC).date(), "", "UTC")
    assert names(stories.open_at_end_of(REF, day)) == ["INC-3", "INC-2"]
    assert stories.open_at_end_of(REF, day, priority=4) == []
    assert stories.numbers(REF, SEPTEMBER) == ["INC-1", "INC-2"]


def test_a_persons_word_stays_and_a_later_word_takes_its_place(stories, db):
    """Nothing is overwritten; what is taken back counts no more."""
    kept = Overrides(db)
    kept.set(REF, "inc-1", "request", who="Ann", why="a new phone")
    kept.set(REF, "INC-1", "planned")
    assert kept.kinds(REF) == {"INC-1": "planned"}
    assert kept.set(REF, "INC-1", None) is None
    assert kept.listed(REF) == []


@pytest.mark.parametrize(
    ("number", "kind", "says"),
    [
        ("INC-9", "request", "no ticket INC-9"),
        ("INC-1", "odd", "no kind of work"),
        ("INC%", "request", "no ticket INC%"),
    ],
)
def test_a_word_on_nothing_is_refused(stories, db, number, kind, says):
    """A number that is not here, a kind that does not exist, a pattern."""
    with pytest.raises(InterpreterError, match=says):
        Overrides(db).set(REF, number, kind)
