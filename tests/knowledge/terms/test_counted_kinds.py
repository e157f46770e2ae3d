"""Which kinds of ticket a contract promises its times for, and under which priority a ticket is measured."""

import pytest

APART = '1. "Incident" means an unplanned interruption. A Service Request is not an Incident.\n\n'
LEVELS = (
    "2. The Supplier shall meet these Service Levels. For all Incidents time is measured during Service Hours, 09:00 to 17:00 "
    "Monday to Friday.\n\n| Priority | Response | Resolution |\n|---|---|---|\n| P1 | 1 hour | 4 hours |\n\n"
)


def kinds(terms_of, words):
    """The kinds of each metric's levels, and None where every kind counts."""
    levels = terms_of(f"# Support\n\n{words}", "service_level")
    return {term.fields["metric"]: term.fields.get("kinds") for term in levels}


ALL_BUT_REQUESTS = ["alert", "change", "incident", "problem"]


def test_a_contract_that_promises_its_times_for_incidents_counts_no_requests(terms_of):
    """It tells requests from incidents, and speaks of incidents alone where it promises."""
    assert kinds(terms_of, APART + LEVELS) == {"response": ALL_BUT_REQUESTS, "resolution": ALL_BUT_REQUESTS}


def test_a_contract_that_measures_tickets_counts_requests_too(terms_of):
    """Telling the two apart takes nothing away where a priority or a time is given to requests or to any ticket."""
    for more in ("3. P4 is for a Service Request or a question.\n", "3. A Ticket is measured from its logging.\n"):
        assert kinds(terms_of, APART + LEVELS + more) == {"response": None, "resolution": None}


@pytest.mark.parametrize(
    "words",
    [
        "Service Requests carry no response or resolution commitment.",
        "A request for information, advice or access is a Service Request and is not measured.",
        "Questions and requests are answered as soon as is practicable. The times in clause 2.1 are not given for them.",
        "The Service Levels do not apply to Service Requests.",
    ],
)
def test_a_kind_that_expressly_has_no_times_is_left_out(terms_of, words):
    """However the contract says so."""
    assert kinds(terms_of, f"{LEVELS}3. {words}\n") == {"response": ALL_BUT_REQUESTS, "resolution": ALL_BUT_REQUESTS}


@pytest.mark.parametrize(
    "words",
    [
        "Incidents caused by changes are not measured.",
        "Service Requests are not measured while the Customer is closed.",
        "No Service Credit is due for a Service Request that misses its response time.",
        "P4 Incidents are handled in turn. There is no Service Level for them.",
    ],
)
def test_words_about_something_else_leave_no_kind_out(terms_of, words):
    """A cause, a condition, a credit or a priority is no kind of ticket."""
    assert kinds(terms_of, f"{LEVELS}3. {words}\n") == {"response": None, "resolution": None}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("An Incident is measured against the Priority first given to it.", True),
        ("Lowering the priority of an Incident does not change its target.", True),
        ("An Incident is measured by its last priority, not the priority first given to it.", None),
        ("The Supplier gives each Incident a priority when it is logged.", None),
    ],
)
def test_the_priority_first_given_counts_only_where_the_contract_measures_by_it(terms_of, words, first):
    """Otherwise the priority at the end decides."""
    levels = terms_of(f"# Support\n\n{LEVELS}3. {words}\n", "service_level")
    assert [term.fields.get("by_first_priority") for term in levels] == [first] * 2


@pytest.mark.parametrize(
    "words",
    [
        'Time during which a ticket has the status "Waiting for customer" does not count.',
        "The time in which a ticket waits on the Client is deducted from the resolution time.",
    ],
)
def test_waiting_that_does_not_count_is_a_pause(terms_of, words):
    """A status or a deduction says it as plainly as a clock that stops."""
    levels = terms_of(f"# Support\n\n{LEVELS}3. {words}\n", "service_level")
    (fix,) = (term for term in levels if term.fields["metric"] == "resolution")
    assert fix.fields["pauses"] == ["customer"]


def test_work_that_is_planned_only_with_notice_needs_that_notice(terms_of):
    """The words stand the other way round than in "planned maintenance", and ask for the same."""
    (level,) = terms_of(
        "# Support\n\n1. The Core Network shall be available for 99.8% of the time in each calendar month. Maintenance is planned "
        "only if the Customer was given at least five Working Days' written notice; otherwise it counts as downtime.\n",
        "service_level",
    )
    assert level.fields["planned_notice_days"] == 5
