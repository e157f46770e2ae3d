"""Service levels in running text, and the many times that are none."""

import pytest

HOURS = (
    "# Support\n\n1. Service Hours are 09:00 to 17:00 Monday to Friday. All times are measured in Service Hours.\n\n"
)


def levels(terms_of, words):
    """Each level as metric, priority, tier, limit, clock, firmness and target."""
    found = []
    for term in terms_of(HOURS + words, "service_level"):
        f = term.fields
        limit = f.get("limit_s", f.get("limit_days"))
        found.append(
            (f["metric"], f.get("priority"), f.get("tier"), limit, f.get("clock"), f["firmness"], f.get("target_pct"))
        )
    return found


def test_a_sentence_gives_a_level_for_each_tier(terms_of):
    """One hour on the standard plan, thirty minutes on the enhanced one, at any time."""
    assert levels(
        terms_of,
        "2. Urgent tickets must receive a first reply within 1 hour (standard) or 30 minutes (enhanced), "
        "at any time of the day or night.",
    ) == [
        ("response", 1, "standard", 3600, "calendar", "must", None),
        ("response", 1, "enhanced", 1800, "calendar", "must", None),
    ]


def test_a_list_takes_its_metric_from_the_words_before_it(terms_of):
    """For resolution we are committed to the following: P1 four hours."""
    assert levels(
        terms_of,
        """2. For resolution of incidents we are committed to the following times:

    * Priority 1 incidents: 4 hours
    * Priority 2 incidents: 8 hours
""",
    ) == [
        ("resolution", 1, None, 14400, "service_hours", "must", None),
        ("resolution", 2, None, 28800, "service_hours", "must", None),
    ]


def test_a_share_in_the_sentence_is_the_target(terms_of):
    """Critical resolved within a working day in 85 % of cases."""
    assert levels(terms_of, "2. Critical incidents shall be resolved within 1 working day in 85% of cases.") == [
        ("resolution", 1, None, 1, "business_days", "must", "85")
    ]


def test_a_share_said_once_holds_for_every_time(terms_of):
    """The stated response times are achieved in 80 % of all cases."""
    found = levels(
        terms_of,
        """2. P1 incidents shall be answered within 1 hour.

3. P2 incidents shall be answered within 2 hours.

4. The Supplier shall achieve the response times in 80% of all cases.
""",
    )
    assert [one[-1] for one in found] == ["80", "80"]


@pytest.mark.parametrize(
    ("words", "firmness"),
    [
        ("We aim to respond to P1 incidents within 1 hour.", "target"),
        ("We shall use reasonable endeavours to respond to P1 incidents within 1 hour.", "efforts"),
        ("The estimated response to P1 incidents is within 1 hour.", "target"),
        ("We will respond to P1 incidents within 1 hour.", "must"),
        ("We will make every attempt to respond to P1 incidents within 1 hour.", "efforts"),
    ],
)
def test_the_wording_says_how_firm_a_level_is(terms_of, words, firmness):
    """Aiming is no promise, and efforts are less."""
    assert [one[5] for one in levels(terms_of, f"2. {words}")] == [firmness]


def test_a_contract_that_only_tries_promises_no_more_in_its_tables(terms_of):
    """Reasonable endeavours to meet the service levels weaken all of them."""
    assert [
        one[5]
        for one in levels(
            terms_of,
            """2. The Supplier shall use reasonable endeavours to meet the Service Levels.

| Priority | Response |
|---|---|
| P1 | 1 hour |
""",
        )
    ] == ["efforts"]


def test_updates_have_their_own_level(terms_of):
    """At least every sixty minutes."""
    assert levels(terms_of, "2. For a P1 Ticket the Supplier shall give an update at least every 60 minutes.") == [
        ("update_interval", 1, None, 3600, "service_hours", "must", None)
    ]


def test_few_tickets_have_their_own_measure(terms_of):
    """39 or fewer: no more than two late; from 40: 95 %."""
    level = terms_of(
        HOURS
        + "2. P2 Incidents shall be resolved within 8 hours in 95% of cases. Where there are fewer than 40 incidents in a "
        "month, no more than 2 may exceed the time for resolution.",
        "service_level",
    )[0]
    assert (level.fields["low_volume_n"], level.fields["low_volume_max_misses"]) == (39, 2)


def test_what_stops_the_clock_is_kept_with_the_level(terms_of):
    """Waiting for the customer stops it; waiting for a third party expressly does not."""
    found = terms_of(
        HOURS
        + """2. P1 incidents shall be resolved within 4 hours.

3. The clock stops while the Supplier is awaiting a response from the Customer. No other status stops the clock; in
particular, waiting for a third party does not.

4. An automatic acknowledgement is not a response.
""",
        "service_level",
    )
    assert found[0].fields["pauses"] == ["customer"]


def test_a_robots_reply_counts_only_where_the_contract_says_so(terms_of):
    """Said yes, said no."""
    yes = "3. An automated acknowledgement shall constitute a response."
    no = "3. An automated acknowledgement is not a response."
    for words, counts in ((yes, True), (no, False)):
        found = terms_of(HOURS + "2. P1 incidents shall be answered within 1 hour.\n\n" + words, "service_level")
        assert found[0].fields["auto_ack_counts"] is counts


def test_a_time_for_a_plan_is_asked_about(terms_of):
    """An action plan within two hours is perhaps not the first reply."""
    level = terms_of(
        HOURS
        + "## Response time\n\n2. For providing action plans we are committed to: Priority 1 incidents within 2 hours.",
        "service_level",
    )[0]
    assert level.status == "conflict"
    assert "a plan of action" in level.readings


NONE = """
Invoices are payable within 30 days of their date.
The Customer shall respond to a request for information within 5 Working Days.
Either party may terminate if the other does not remedy a breach within 30 days of notice.
The Supplier shall respond to a change request within 10 Working Days.
A complaint is answered by the account manager within two Working Days.
A dispute shall be referred for resolution within 14 days.
"Response Time" means the time from the logging of an incident to the first reply.
If a Ticket is reopened within ten Working Days after it was Resolved, it is treated as never resolved.
The Supplier shall set up new starters within three Working Days of a complete request.
First Response is counted in the month in which the Ticket was logged.
The Supplier shall be able to restore the order system within 8 hours, to a state not older than 24 hours.
Whenever a P1 Service Level is missed the Supplier shall give an account of the cause within five Working Days.
"Priority 1" means an incident by which ten users cannot work for more than 30 minutes.
"""


@pytest.mark.parametrize("words", NONE.strip().splitlines())
def test_a_time_for_something_else_is_no_service_level(terms_of, words):
    """Payment, notice, cure, complaints, definitions and plans."""
    assert levels(terms_of, f"2. {words}") == []


@pytest.mark.parametrize(
    "words",
    [
        "2. Priority 1 – 30 mins response / 4 hrs fix; Priority 2 – 1 hr response / 8 hrs fix.",
        "2. P1 30 mins response and 4 hrs fix, P2 1 hr response and 8 hrs fix.",
        "2. We will keep to: Priority 1: response 30 minutes, resolution 4 hours; Priority 2: response 1 hour, resolution 8 hours.",
    ],
)
def test_each_priority_of_a_sentence_has_its_own_times(terms_of, words):
    """Two times a priority, told in turn: never one priority's time under another."""
    assert sorted(levels(terms_of, words), key=str) == [
        ("resolution", 1, None, 14400, "service_hours", "must", None),
        ("resolution", 2, None, 28800, "service_hours", "must", None),
        ("response", 1, None, 1800, "service_hours", "must", None),
        ("response", 2, None, 3600, "service_hours", "must", None),
    ]


LISTED = """# Service levels

1. "Business Hours" means 7:00 a.m. to 7:00 p.m., Monday to Friday.

2. The Provider shall respond to Severity 1 tickets within fifteen (15) minutes, twenty-four hours a day, seven days a week; to
Severity 2 tickets within thirty (30) minutes; and to Severity 3 tickets within three (3) Business Hours.{more}
"""


@pytest.mark.parametrize(
    ("more", "second"),
    [
        (" The time for Severity 2 is counted in Business Hours.", "service_hours"),
        (" The time for Severity 2 runs around the clock.", "calendar"),
        ("", None),
    ],
)
def test_round_the_clock_said_of_one_severity_holds_for_no_other(terms_of, more, second):
    """What a list says of its first item lends nothing to the second, for which nothing or another sentence speaks."""
    found = terms_of(LISTED.format(more=more), "service_level")
    clocks = {one.fields["priority"]: one.fields.get("clock") for one in found}
    assert (clocks[1], clocks[3]) == ("calendar", "service_hours")
    second_one = next(one for one in found if one.fields["priority"] == 2)
    assert clocks[2] == second if second else second_one.status == "conflict"
