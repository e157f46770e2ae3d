"""Levels in the wordings of small providers, translations and lists, and general statements that hold for one clock."""

import pytest

HOURS = (
    "# Support\n\n1. Service Hours are 09:00 to 17:00 Monday to Friday. All times are measured in Service Hours.\n\n"
)
TABLE = """| Priority | Response Time | Resolution Time |
|---|---|---|
| P1 | 30 minutes | 4 hours |
| P2 | 1 hour | 8 hours |

"""


def levels(terms_of, words, head=HOURS):
    """Each level as its fields by metric and priority."""
    found = terms_of(head + words + "\n", "service_level")
    return {(term.fields["metric"], term.fields.get("priority"), term.fields.get("service")): term for term in found}


@pytest.mark.parametrize(
    ("words", "seconds", "clock"),
    [
        ("We aim to respond within 4 working hours.", 14400, "service_hours"),
        ("Our target response time is 4 working hours.", 14400, "service_hours"),
        ("If something is broken we'll start work on it within 30 minutes, day or night.", 1800, "calendar"),
    ],
)
def test_a_plain_promise_to_answer_is_a_level(terms_of, words, seconds, clock):
    """No ticket is named, and it is one all the same."""
    (level,) = levels(terms_of, f"2. {words}").values()
    assert (level.fields["metric"], level.fields["limit_s"], level.fields["clock"]) == ("response", seconds, clock)


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall meet the Response Time for at least 95 % of Priority 1 Incidents and at least 90 % of Priority 2 Incidents in each Measurement Period.",
        "The Supplier must respond to at least 95% of P1 Incidents and 90% of P2 Incidents within the Response Time, calculated quarterly.",
        "The Supplier shall respond to 95% of Priority 1 Incidents within 30 minutes and to 90% of Priority 2 Incidents within 1 hour.",
    ],
)
def test_two_shares_in_one_sentence_go_to_their_priorities(terms_of, words):
    """Ninety-five for P1, ninety for P2, of the response and not of the fix."""
    found = levels(terms_of, TABLE + f'2. {words}\n\n3. "Measurement Period" means each quarter.')
    assert found["response", 1, None].fields["target_pct"] == "95"
    assert found["response", 2, None].fields["target_pct"] == "90"
    assert "target_pct" not in found["resolution", 1, None].fields
    assert found["response", 1, None].fields["window"] == "quarter"


@pytest.mark.parametrize(
    "words",
    [
        "Time spent waiting for information from the Customer is excluded from the Resolution Time.",
        "The Resolution Time excludes any time during which the Supplier is awaiting a response from the Customer.",
    ],
)
def test_a_pause_of_the_fix_is_no_pause_of_the_reply(terms_of, words):
    """The clock of the reply runs on."""
    found = levels(terms_of, TABLE + f"2. {words}")
    assert found["resolution", 1, None].fields["pauses"] == ["customer"]
    assert "pauses" not in found["response", 1, None].fields


def test_a_list_of_labels_is_read_with_workarounds_apart(terms_of):
    """Critical, major, minor are one to three; a workaround is not the fix, and best effort only where it stands."""
    found = levels(
        terms_of,
        "- **Critical** – response: 1h, workaround: 8h, fix: 3 days\n- **Major** – response: 4h, workaround: 2 days, fix: next "
        "release\n- **Minor** – response: 2 days, fix: best effort\n",
    )
    assert found["resolution", 1, "workaround"].fields["limit_s"] == 8 * 3600
    assert found["resolution", 1, None].fields["limit_days"] == 3
    assert found["resolution", 2, "workaround"].fields["limit_days"] == 2
    minor = found["response", 3, None]
    assert (minor.fields["limit_days"], minor.fields["firmness"]) == (2, "must")


def test_a_blacked_out_level_is_unknown(terms_of):
    """[***] for Severity 3 is neither nothing nor nought."""
    found = levels(terms_of, "2. The Service Levels in respect of Severity 3 Incidents shall be [***].")
    assert found["other", 3, None].status == "unknown"


def test_figures_in_the_continental_way_are_read(terms_of):
    """99,5 % is no nine hundred and ninety-five, and EUR 4.800,00 no five euros."""
    words = "2. The Contractor guarantees an availability of 99,5 % per calendar month.\n\n3. The monthly flat rate is EUR 4.800,00.\n"
    assert levels(terms_of, words)["availability", None, None].fields["target_pct"] == "99.5"
    (charge,) = terms_of(HOURS + words, "charge")
    assert (charge.fields["rate"], charge.fields["currency"]) == ("4800.00", "EUR")


def test_unless_the_table_says_otherwise_does_not_hide_the_clock(terms_of):
    """Business Hours, unless the table says 24x7."""
    head = (
        "# Support\n\nBusiness Hours are 8 to 18 Monday to Friday. All response times are measured during Business Hours "
        "unless the table says 24x7.\n\n"
    )
    found = levels(
        terms_of, "| Severity | Response |\n|---|---|\n| Sev 1 | 15 min (24x7) |\n| Sev 2 | 1 hour |\n", head
    )
    assert found["response", 1, None].fields["clock"] == "calendar"
    assert found["response", 2, None].fields["clock"] == "service_hours"


def test_no_automatic_renewal_is_not_one():
    """A sentence that says there is no automatic renewal says that the term ends."""
    from knowledge.clauses import clauses
    from knowledge.documents.reading import read_bytes
    from knowledge.terms.finding import found

    for words in (
        "The Customer may extend the term once. There is no automatic renewal.",
        "It is not renewed automatically.",
    ):
        text = f"# Agreement\n\n## 2 Term\n\n2.1 The initial term is three years.\n\n2.2 {words}\n"
        document = read_bytes("c.md", text.encode())
        named = {one.fields.get("name") for one in found(clauses(document), document)}
        assert "initial_term_months" in named
        assert "renewal" not in named
