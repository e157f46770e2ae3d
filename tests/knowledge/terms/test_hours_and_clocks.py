"""When the clocks run, and which clock a time runs on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.terms.clocks import rules_in
from knowledge.terms.hours import always, windows
from knowledge.terms.priorities import Scale

WEEK = [0, 1, 2, 3, 4]
HOURS = """
Monday to Friday 08:00 to 18:00 excluding public holidays in England  | 0-4 480-1080
10:00-18:00 Monday-Friday, excluding bank holidays                    | 0-4 600-1080
Staffed Mon - Fri, 7 am to 7 pm PST                                   | 0-4 420-1140
between 9.00 a.m. and 5.30 p.m. on Working Days                       | 0-4 540-1050
0800-1800 Monday to Friday                                            | 0-4 480-1080
9 to 5:30pm on weekdays                                               | 0-4 540-1050
07:00 to midnight, seven days a week                                  | 0-6 420-1440
Mon-Fri 08:00-18:00 and Saturday 09:00-13:00                          | 0-4 480-1080, 5-5 540-780
08:00-12:00 and 13:00-17:00 Monday to Friday                          | 0-4 480-720, 0-4 780-1020
08:30-17:30 on any day that is not a Saturday, a Sunday or a public holiday | 0-4 510-1050
08:30-17:30 on every day other than a Sunday                          | 0-5 510-1050
Monday to Friday 09:00-17:00 excluding weekends and public holidays   | 0-4 540-1020
from 7:00am to 5:00pm                                                 |
Monday to Friday                                                      |
"""


@pytest.mark.parametrize("line", HOURS.strip().splitlines())
def test_service_hours_are_read_as_weekly_windows(line):
    """Days and times in either order; half of the words give nothing."""
    words, want = (part.strip() for part in line.split("|"))
    expected = []
    for window in filter(None, want.split(", ")):
        days, times = (tuple(map(int, part.split("-"))) for part in window.split())
        expected += [[day, *times] for day in range(days[0], days[1] + 1)]
    assert windows(words) == sorted(expected)


@pytest.mark.parametrize("words", ["24x7", "24/7", "around the clock", "24 hours a day, 7 days a week", "7 x 24h"])
def test_round_the_clock_is_always(words):
    """However it is written."""
    assert always(words)


@given(st.integers(0, 11), st.integers(13, 23), st.sampled_from(["-", " to ", " until "]), st.booleans())
def test_every_pair_of_full_hours_is_read(opens, closes, between, days_first):
    """24-hour times in any pairing, days before or after."""
    times = f"{opens:02d}:00{between}{closes:02d}:00"
    words = f"Monday to Friday {times}" if days_first else f"{times} Monday to Friday"
    assert windows(words) == [[day, opens * 60, closes * 60] for day in WEEK]


RULES = """
All response and resolution times are measured in Service Hours.                          | service_hours
Hours run in Service Hours.                                                               | service_hours
An hour means an hour within Service Hours.                                               | service_hours
Incidents logged outside the Service Hours are treated as logged at the next opening.     | service_hours
Response times for Priority 1 run 24x7; all other times run in Service Hours.             | calendar 1, service_hours not 1
P1 targets are measured 24x7; all other targets in Business Hours.                        | calendar 1, service_hours not 1
Priority 1 and 2 targets are measured around the clock and others in Business Hours.      | calendar 1 2, service_hours not 1 2
Priority 1 and Priority 2 times run 24x7, and all others are measured in Business Hours.  | calendar 1 2, service_hours not 1 2
Critical and High tickets are measured 24x7; remaining priorities in Support Hours.       | calendar 1 2, service_hours not 1 2
Times run in Business Hours for P2 and P3, and 24x7 for P1.                               | service_hours 2 3, calendar 1
Times for Priority 1 run at all times.                                                    | calendar 1
The Supplier shall at all times respond within 4 hours.                                   |
Times are measured in Service Hours except for Severity A, which is measured 24x7.        | service_hours not 1, calendar 1
Priority 1: d, h, min = time in actual time Priority 2, 3: d, h, min = time in office hours | calendar 1, service_hours 2 3
After hours support is available 24x7 for Priority 1 issues only.                         | calendar 1
Provider will provide support for P1 Cases 24 hours a day, 7 days a week, including holidays. | calendar 1
The Service Desk is open during Service Hours.                                            |
1.2 "Business Hours" means 8:00 a.m. to 6:00 p.m. Eastern Time on Business Days.          |
Service Hours means 08:00 to 18:00 Monday to Friday.                                      |
Calls outside Service Hours are charged at 1.5 times the rate.                            |
A notice sent during normal business hours is deemed received.                            |
Downtime is every minute, at any hour of the day.                                         |
"""


@pytest.mark.parametrize("line", RULES.strip().splitlines())
def test_only_a_statement_about_times_sets_their_clock(line):
    """Saying when the desk is open does not say what a target's hours are."""
    words, want = (part.strip() for part in line.split("|"))
    said = []
    for rule in rules_in(words, Scale({})):
        but = f" not {' '.join(map(str, rule.but))}" if rule.but else ""
        said.append(f"{rule.clock} {' '.join(map(str, rule.priorities))}".strip() + but)
    assert ", ".join(said) == want


@pytest.mark.parametrize("first", ["run at all times", "run as the parties agree"])
def test_what_other_priorities_run_in_says_nothing_of_those_named_before(terms_of, first):
    """Two sentences before a table, each for its own priorities; where one cannot be read, its priority has no clock."""
    levels = terms_of(
        f"""
1. "Support Hours" means 09:00 to 17:30 Monday to Friday, London time.

2. The Supplier shall respond within the times in the table. Times for Priority 1 {first}. Times for other priorities run only in Support Hours.

| Priority | Response |
|---|---|
| Priority 1 | 20 minutes |
| Priority 2 | 1 hour |
""",
        "service_level",
    )
    clocks = {level.fields["priority"]: level.fields.get("clock") for level in levels}
    assert clocks == {1: "calendar" if "all times" in first else None, 2: "service_hours"}


def test_a_time_with_no_clock_is_a_conflict_and_never_round_the_clock(terms_of):
    """Service hours are defined, but nothing says that the target runs in them."""
    level = terms_of(
        """
1. The support desk is staffed Monday to Friday 09:00 to 17:00.

2. P1 Incidents shall be answered within 4 hours.
""",
        "service_level",
    )[0]
    assert level.status == "conflict"
    assert level.fields["limit_s"] == 14400
    assert "clock" not in level.fields
    assert level.readings == ("4 hours of service hours", "4 hours around the clock")
    assert level.question.endswith("?")


def test_holidays_take_the_country_of_the_law_when_none_is_named(terms_of):
    """Bank holidays, in a contract under English law, are England's."""
    hours = terms_of(
        """
1. Support Hours are 09:00 to 17:30 Monday to Friday, excluding bank holidays.

2. This agreement is governed by the laws of England and Wales.
""",
        "service_hours",
    )[0]
    assert (hours.fields["holiday_country"], hours.fields["holiday_subdiv"]) == ("GB", "ENG")
    assert hours.fields["name"] == "Support Hours"


def test_half_a_working_day_is_half_of_that_day(terms_of):
    """Ten hours a day make five."""
    level = terms_of(
        """
1. Service Hours are 08:00 to 18:00 Monday to Friday.

2. P3 Incidents shall be resolved within half a working day.
""",
        "service_level",
    )[0]
    assert (level.fields["limit_s"], level.fields["clock"]) == (18000, "service_hours")


PLACES = """
other than a public holiday in New South Wales                               | AU NSW Australia/Sydney
Europe/Berlin time, excluding German public holidays                         | DE - Europe/Berlin
Central European Time, excluding public holidays in Bavaria                  | DE BY Europe/Berlin
Sydney time, excluding public holidays in Western Australia                  | AU WA Australia/Sydney
time in Dublin, excluding Irish public holidays                              | IE - Europe/Dublin
excluding bank holidays in England and Wales                                 | GB ENG Europe/London
excluding public holidays in Ontario                                         | CA ON -
Auckland time, excluding New Zealand public holidays                         | NZ - Pacific/Auckland
Eastern Time, excluding US federal holidays                                  | US - America/New_York
excluding bank holidays in England and Scotland                              | - - -
excluding public holidays in Georgia                                         | - - -
"""


@pytest.mark.parametrize("line", PLACES.strip().splitlines())
def test_holidays_and_zone_are_those_of_the_place_named(terms_of, line):
    """Countries, their parts and their cities by their usual names; a name for two places is none."""
    words, want = (part.strip() for part in line.split("|"))
    fields = terms_of(f"1. Service Hours are 08:30-17:30 Monday to Friday, {words}.", "service_hours")[0].fields
    assert " ".join(fields.get(name, "-") for name in ("holiday_country", "holiday_subdiv", "tz")) == want


def test_what_runs_on_hours_with_unknown_holidays_is_never_certain(terms_of):
    """Nobody says whose holidays: the hours and the level in them are asked about, the level round the clock is not."""
    terms = terms_of(
        """
1. Service Hours means 09:00 to 17:00 Monday to Friday, excluding public holidays.

2. P1 Incidents shall be answered within 4 hours in Service Hours.

3. P2 Incidents shall be answered within 4 hours, 24x7.
"""
    )
    told = [(term.kind, term.status) for term in terms if term.kind.startswith("service")]
    assert told == [("service_hours", "conflict"), ("service_level", "conflict"), ("service_level", "found")]


def test_hours_on_business_days_take_the_holidays_of_what_a_business_day_means(terms_of):
    """The definition stands in its own clause, without quotation marks."""
    fields = terms_of(
        """
1.1 **Business Day** means a day that is not a Saturday, a Sunday or a public holiday in New South Wales.

1.2 **Service Hours** means 7:30 am to 6:00 pm Sydney time on Business Days.
""",
        "service_hours",
    )[0].fields
    assert fields["weekly"] == [[day, 450, 1080] for day in WEEK]
    assert (fields["tz"], fields["holiday_country"], fields["holiday_subdiv"]) == ("Australia/Sydney", "AU", "NSW")


SATURDAY_DESK = """
# Agreement

1.1 **Support Hours** means 8.30am to 6.00pm Monday to Friday and 9.30am to 12.30pm on Saturday, excluding public holidays in England.

1.2 **Working Day** means {day}.
"""


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("a day other than a Saturday, Sunday or public holiday in England", [0, 1, 2, 3, 4]),
        ("Monday to Friday, excluding public holidays in England", [0, 1, 2, 3, 4]),
        ("Monday to Saturday, excluding public holidays in England", None),
        ("a day on which the Supplier works", None),
    ],
)
def test_a_desk_open_on_saturday_makes_saturday_no_working_day(terms_of, day, found):
    """The clock may run on Saturday while deadlines in Working Days pass it over, as the contract defines the day."""
    [hours] = terms_of(SATURDAY_DESK.format(day=day), "service_hours")
    assert [row[0] for row in hours.fields["weekly"]] == [0, 1, 2, 3, 4, 5]
    assert hours.fields.get("working_days") == found
