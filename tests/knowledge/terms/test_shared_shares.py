"""A share of tickets said once below a table is the target of its rows; a credit on all tickets together is asked about."""

import pytest

TABLE = """| Priority | Initial Response | Resolution |
|---|---|---|
| P1 | 20 minutes | 6 hours |
| P2 | 2 hours | 1 business day |
"""
HEAD = "# Agreement\n\n## 4. Service Levels\n\nTimes are counted in Business Hours.\n\n"


def _targets(terms):
    return {(term.fields["metric"], term.fields["priority"]): term.fields.get("target_pct") for term in terms}


def _same(response, resolution):
    return {("response", rank): response for rank in (1, 2)} | {("resolution", rank): resolution for rank in (1, 2)}


@pytest.mark.parametrize(
    ("said", "targets"),
    [
        (
            "Provider shall meet each Initial Response and Resolution Target for at least 92% of tickets in each calendar month.",
            _same("92", "92"),
        ),
        ("Supplier shall meet each target for 92% of all tickets in each calendar month.", _same("92", "92")),
        ("Supplier shall meet the Response Targets for 95% of tickets in a calendar month.", _same("95", None)),
        (
            "The Response targets shall be met for 95% of tickets and the Resolution targets for 90% of tickets.",
            _same("95", "90"),
        ),
        (
            "The targets shall be met for 95% of P1 tickets and 90% of P2 tickets in each calendar month.",
            {(metric, rank): pct for metric in ("response", "resolution") for rank, pct in ((1, "95"), (2, "90"))},
        ),
        ("The times mentioned above and below shall be achieved as targets for 92% of tickets.", _same("92", "92")),
        ("The targets shall be met for 92% of tickets if they are logged by telephone.", _same("92", "92")),
        (
            "Provider shall achieve 92% compliance with each Response and Resolution target each calendar month.",
            _same("92", "92"),
        ),
        ("The targets in Section 4 shall be met for 92% of tickets.", _same("92", "92")),
    ],
)
def test_a_share_below_the_table_is_the_target_of_its_rows(terms_of, said, targets):
    """The sentence's share goes to the metrics and priorities it names, and makes no level of its own."""
    found = terms_of(f"{HEAD}{TABLE}\n4.1 {said}\n", "service_level")
    assert len(found) == 4
    assert _targets(found) == targets


def test_the_month_a_share_is_measured_in_is_no_length_of_time(terms_of):
    """The words "in each calendar month" are the window of every row, and nobody is asked how long a month is."""
    found = terms_of(f"{HEAD}{TABLE}\n4.1 Each target shall be met for 92% of tickets in each calendar month.\n")
    levels = [term for term in found if term.kind == "service_level"]
    assert {term.fields["window"] for term in levels} == {"month"}
    assert not any("month" in term.question for term in levels)


def test_a_row_with_its_own_share_keeps_it(terms_of):
    """The row's percentage wins over the sentence's."""
    table = (
        "| Priority | Response | Target |\n|---|---|---|\n| P1 | 1 business hour | 99% |\n| P2 | 2 business hours | |\n"
    )
    found = terms_of(
        f"{HEAD}{table}\n4.1 Each target shall be met for 92% of tickets in each month.\n", "service_level"
    )
    assert _targets(found) == {("response", 1): "99", ("response", 2): "92"}


def test_a_share_stays_with_the_table_of_its_own_clause(terms_of):
    """Two tables with a share each: neither share reaches the other table."""
    other = "| Priority | Response |\n|---|---|\n| P3 | 4 hours |\n"
    words = (
        f"{HEAD}{TABLE}\n4.1 Each target shall be met for 92% of tickets in each calendar month.\n\n"
        f"## 5. Project Desk\n\n{other}\n5.1 Each target shall be met for 80% of tickets in each calendar month.\n"
    )
    targets = _targets(terms_of(words, "service_level"))
    assert targets == {**_same("92", "92"), ("response", 3): "80"}


def test_shares_that_nothing_tells_apart_are_asked_about(terms_of):
    """Two shares for the same tickets leave every row in conflict, never at "every ticket"."""
    said = "Supplier shall meet the targets for 95% of tickets, and at least 90% of tickets, in each calendar month."
    found = terms_of(f"{HEAD}{TABLE}\n4.1 {said}\n", "service_level")
    assert {term.status for term in found} == {"conflict"}
    assert all("95 %" in term.readings and "90 %" in term.readings for term in found)


def test_a_share_of_a_table_that_cannot_be_told_is_asked_about(terms_of):
    """A reference to a table that is not there, where there are two, gives no row a share by guess."""
    other = "| Priority | Response |\n|---|---|\n| P3 | 4 hours |\n"
    words = (
        f"{HEAD}{TABLE}\n## 5. Project Desk\n\n{other}\n"
        "## 6. Attainment\n\nThe targets in Table 9 shall be met for 92% of tickets.\n"
    )
    assert {term.status for term in terms_of(words, "service_level")} == {"conflict"}


def test_what_happens_below_a_share_promises_no_share(terms_of):
    """A right to terminate below 80 % is no target of 80 %."""
    said = "If fewer than 80% of tickets meet the targets in each calendar month, Client may terminate."
    assert set(_targets(terms_of(f"{HEAD}{TABLE}\n4.1 {said}\n", "service_level")).values()) == {None}


LADDER = "\n| Monthly attainment | Credit |\n|---|---|\n| 90% to less than 92% | 3% |\n| Less than 90% | 7% |\n"


@pytest.mark.parametrize(
    "said",
    [
        f"If overall SLA attainment for a calendar month falls below target, Client receives a credit of the Monthly Fee:\n{LADDER}",
        f"Service credits as a share of the Monthly Fee go by aggregate performance:\n{LADDER}",
        f"Service credits, across all priorities, as a share of the Monthly Fee:\n{LADDER}",
        f"Service credits of the Monthly Fee go by the percentage of all tickets meeting targets:\n{LADDER}",
        (
            "If overall SLA attainment in a calendar month is from 88% to less than 92% the credit is 5% of the Monthly Fee; "
            "if it is less than 88% the credit is 10% of the Monthly Fee."
        ),
        "If overall SLA attainment in a calendar month falls below 92%, Client receives a credit of 5% of the Monthly Fee.",
    ],
)
def test_a_credit_on_all_tickets_together_is_asked_about(terms_of, said):
    """Such a credit is due once, not once for each priority, so no amount may be reckoned from it."""
    rules = terms_of(f"{HEAD}{TABLE}\n## 5. Service Credits\n\n5.1 {said}\n", "credit_rule")
    assert [rule.status for rule in rules] == ["conflict"]
    assert rules[0].question == "This credit goes by all tickets together; is there one figure for all?"
    assert rules[0].readings


@pytest.mark.parametrize(
    "said",
    [
        "For each Service Level whose attainment falls below target, a credit of the Monthly Fee is due:",
        "The aggregate Service Credits shall not exceed the Monthly Fee. Credits go by the performance of each Service Level:",
    ],
)
def test_a_credit_for_each_level_by_itself_is_found(terms_of, said):
    """A ladder for each level, and a limit on credits in aggregate, are no doubt."""
    words = f"{HEAD}{TABLE}\n## 5. Service Credits\n\n5.1 {said}\n{LADDER}"
    assert "found" in {rule.status for rule in terms_of(words, "credit_rule") if rule.fields["kind"] == "ladder"}


def test_overall_availability_is_one_figure_anyway(terms_of):
    """Availability of the whole service is measured once, so its ladder is found."""
    table = LADDER.replace("Monthly attainment", "Monthly availability")
    words = f"{HEAD}{TABLE}\n## 5. Service Credits\n\n5.1 Credits of the Monthly Fee by overall service level:\n{table}"
    assert [rule.status for rule in terms_of(words, "credit_rule")] == ["found"]
