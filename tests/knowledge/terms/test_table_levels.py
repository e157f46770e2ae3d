"""Service levels in tables: cell, row, headings, title and notes together."""

SCHEDULE = """# Schedule 1 Service Levels

1. The Supplier shall meet the Service Levels below. All times are measured in Service Hours.

"""


def told(terms):
    """Each level in a line: metric, priority, tier or service, limit, clock, target, status."""
    lines = []
    for term in terms:
        f = term.fields
        limit = f.get("limit_s", f.get("limit_days", f.get("limit_text", "-")))
        scope = f.get("tier") or f.get("service") or "-"
        lines.append(
            f"{f['metric']} {f.get('priority', '-')} [{scope}] {limit} {f.get('clock', '?')} {f.get('target_pct', '-')} {term.status}"
        )
    return lines


def test_the_usual_table_gives_response_and_resolution_for_each_priority(terms_of):
    """One target column holds for both."""
    levels = terms_of(
        SCHEDULE
        + """| Priority | Response | Resolution | Target |
|---|---|---|---|
| P1 | 15 minutes | 4 hours | 95% |
| P2 | 1 hour | 2 days | 90% |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [-] 900 service_hours 95 found",
        "resolution 1 [-] 14400 service_hours 95 found",
        "response 2 [-] 3600 service_hours 90 found",
        "resolution 2 [-] 2 business_days 90 found",
    ]
    assert {level.fields["firmness"] for level in levels} == {"must"}


def test_a_percentage_belongs_to_the_metric_of_its_column(terms_of):
    """Respond 90 %, resolve 80 %, in one row."""
    levels = terms_of(
        SCHEDULE
        + """| Severity | Respond within | Respond % | Resolve within | Resolve % |
|---|---|---|---|---|
| Critical | 1 hour | 90% | 4 hours | 80% |
| Normal | 2 business days | 80% | as agreed with client | 80% |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [-] 3600 service_hours 90 found",
        "resolution 1 [-] 14400 service_hours 80 found",
        "response 3 [-] 2 business_days 80 found",
        "resolution 3 [-] as agreed with client ? 80 unknown",
    ]


def test_two_clocks_in_a_cell_are_two_levels(terms_of):
    """In business hours, otherwise: each for tickets raised then."""
    levels = terms_of(
        """# SLA

| Priority | Response | Resolution |
|---|---|---|
| 1 | 15 min in business hours, otherwise 30 min | 4 hours around the clock, goal 90% |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [in service hours] 900 service_hours - found",
        "response 1 [outside service hours] 1800 calendar - found",
        "resolution 1 [-] 14400 calendar 90 found",
    ]
    assert levels[2].fields["firmness"] == "target"


def test_two_header_columns_split_hours(terms_of):
    """After-hours has a column of its own; next business day stays one."""
    levels = terms_of(
        SCHEDULE
        + """| Priority | Response | After hours response |
|---|---|---|
| P1 | 30 min | 1 h |
| P3 | 4 h | NBD |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [in service hours] 1800 service_hours - found",
        "response 1 [outside service hours] 3600 calendar - found",
        "response 3 [in service hours] 14400 service_hours - found",
        "response 3 [outside service hours] 1 next_business_day - found",
    ]


def test_a_table_may_lie_on_its_side(terms_of):
    """Priorities across, metrics down, the target in a row of its own."""
    levels = terms_of(
        SCHEDULE
        + """| | P1 | P2 |
|---|---|---|
| Response | 15 minutes | 1 hour |
| Resolution | 4 hours | 8 hours |
| Target | 95% | 90% |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [-] 900 service_hours 95 found",
        "response 2 [-] 3600 service_hours 90 found",
        "resolution 1 [-] 14400 service_hours 95 found",
        "resolution 2 [-] 28800 service_hours 90 found",
    ]


def test_a_row_may_name_its_own_metric(terms_of):
    """A list of KPIs: times, shares and what is counted, row by row."""
    levels = terms_of(
        """# KPIs

| KPI | Measure | Target |
|---|---|---|
| Priority 1 incident response | within 15 minutes (24x7) | 98% |
| Server availability | each calendar month | 99.9% |
| Critical patches | installed within 14 days of release | 95% |
| Backup success | jobs without error | 98% |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [-] 900 calendar 98 found",
        "availability - [-] - calendar 99.9 found",
        "patching - [-] 1209600 calendar 95 found",
        "backup - [-] - ? 98 found",
    ]


def test_a_cell_without_a_time_is_not_given_one(terms_of):
    """Next release, best efforts, blacked out, empty."""
    levels = terms_of(
        SCHEDULE
        + """| Severity | Response | Resolution |
|---|---|---|
| 1 | 1 hour | Next Release |
| 2 | Best efforts | [***] |
| 3 | n/a | - |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [-] 3600 service_hours - found",
        "resolution 1 [-] Next Release ? - found",
        "response 2 [-] Best efforts ? - found",
        "resolution 2 [-] [***] ? - unknown",
    ]
    assert levels[2].fields["firmness"] == "efforts"


def test_a_bare_figure_takes_its_unit_from_the_heading_or_is_asked_about(terms_of):
    """Response (hours): 4. A 4 with no unit anywhere is a doubt to settle, never a guess and never dropped."""
    table = "| Priority | {} |\n|---|---|\n| P1 | 4 |\n"
    assert told(terms_of(SCHEDULE + table.format("Response (hours)"), "service_level")) == [
        "response 1 [-] 14400 service_hours - found"
    ]
    (doubt,) = terms_of(SCHEDULE + table.format("Response"), "service_level")
    assert (doubt.status, doubt.readings) == ("conflict", ("4 minutes", "4 hours"))
    assert "limit_s" not in doubt.fields
    assert "no unit" in doubt.question


def test_remote_and_on_site_are_different_promises(terms_of):
    """Thirty minutes on the telephone, two hours at the door."""
    levels = terms_of(
        SCHEDULE
        + """| Priority | Remote response | On-site response |
|---|---|---|
| P1 | 30 minutes | 2 hours |
| P3 | same day if logged before 4 pm | Next business day |
""",
        "service_level",
    )
    assert told(levels) == [
        "response 1 [remote] 1800 service_hours - found",
        "response 1 [on site] 7200 service_hours - found",
        "response 3 [remote] 0 business_days - found",
        "response 3 [on site] 1 next_business_day - found",
    ]
    assert levels[2].fields["cutoff"] == "16:00"


def test_a_table_of_priorities_alone_promises_nothing(terms_of):
    """Ten users unable to work for two hours describe a P1; they are no target."""
    assert (
        terms_of(
            """# Priorities

| Priority | Effect |
|---|---|
| P1 | Ten users or more cannot work for more than 2 hours. |
| P2 | One user cannot work at all. |
""",
            "service_level",
        )
        == []
    )


def test_two_percentages_for_one_level_are_asked(terms_of):
    """A target and a minimum: which of them is the level?"""
    level = terms_of(
        SCHEDULE
        + """| Priority | Response | Target | Minimum |
|---|---|---|---|
| P1 | 15 minutes | 95% | 90% |
""",
        "service_level",
    )[0]
    assert level.status == "conflict"
    assert level.readings == ("95 %", "90 %")


def test_the_quotation_is_the_row(terms_of):
    """A person can find the words in the contract."""
    level = terms_of(SCHEDULE + "| Priority | Response |\n|---|---|\n| P1 | 15 minutes |\n", "service_level")[0]
    assert "P1" in level.quote
    assert "15 minutes" in level.quote
    assert "Response" not in level.quote


def test_a_dash_for_the_share_in_time_is_no_share_of_all(terms_of):
    """A time without a target is not promised for every ticket: it is shown as a target and earns no credit."""
    levels = terms_of(
        """# Service levels

Times run around the clock.

| Severity | First response within | First response target |
|---|---|---|
| High | 1 hour | 90% |
| Low | 8 hours | - |
""",
        "service_level",
    )
    assert [(one.fields["priority"], one.fields.get("target_pct"), one.fields["firmness"]) for one in levels] == [
        (2, "90", "must"),
        (4, None, "target"),
    ]
