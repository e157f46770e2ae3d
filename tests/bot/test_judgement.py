"""The judgement on the sample company, its figures held against plain passes over the sample's own files."""

import csv
import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from bot.answering import guard
from bot.answering.conversation import ask
from bot.cli.app import app
from bot.intake.sample import sample_folder


def rows(name):
    with (sample_folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exported():
    """The tickets of the export, each as its last row says; rows without a possible time of opening are left out."""
    return {row["Ticket Id"]: row for row in rows("tickets.csv") if when(row["Created Time"])}.values()


def when(text):
    """The time as the export writes it; None where there is none that exists."""
    try:
        return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 - all in one zone
    except ValueError:
        return None


def told(sample, words):
    answer = ask(sample, words, keep=False)
    assert not guard.orphans(answer)
    return answer


def figure(answer, key, label=""):
    return next(f for f in answer.figures if f.key == key and label in f.label)


def test_outages_are_counted_and_added_up_as_the_record_has_them(sample):
    """How often, how long in all, and the worst, from the rows of the outage file; planned work told under 48 hours ahead counts."""
    read = datetime.fromisoformat
    spans = [
        (row["Service"], read(row["Start"]), read(row["End"]))
        for row in rows("outages.csv")
        if row["Kind"] == "unplanned" or read(row["Start"]) - read(row["Told at"]) < timedelta(hours=48)
    ]
    answer = told(sample, "how often did services go down since the contract began and what was the worst outage")
    assert figure(answer, "outage_count").value == str(len(spans))
    assert figure(answer, "outage_worst").value == str(int(max(end - start for _, start, end in spans).total_seconds()))
    minutes = {
        (name, start + timedelta(minutes=n))
        for name, start, end in spans
        for n in range(int((end - start).total_seconds()) // 60)
    }
    assert figure(answer, "outage_total").value == str(60 * len(minutes))


def test_the_backlog_at_a_months_end_is_what_the_files_say(sample):
    """Opened by then and not resolved by then."""
    cut, never = datetime(2026, 10, 1), datetime(2099, 1, 1)  # noqa: DTZ001 - all in one zone
    still = {
        row["Ticket Id"]
        for row in exported()
        if when(row["Created Time"]) < cut and (when(row["Resolved Time"]) or when(row["Closed Time"]) or never) >= cut
    }
    answer = told(sample, "how many tickets were open at the end of September")
    shown = figure(answer, "backlog")
    assert (shown.value, set(shown.tickets)) == (str(len(still)), still)


def test_a_ticket_is_told_with_its_times_its_clause_and_whose_delay_it_was(sample):
    """One number in, one story out."""
    answer = told(sample, "what happened with INC-4436")
    assert answer.headline == "INC-4436 (P1 incident, closed): first response too late; resolution in time."
    assert (answer.verdict, figure(answer, "took", "first response").value) == ("missed", str(24 * 60))
    assert "Whose delay: the provider's" in answer.text
    assert answer.citations[0].clause == "Schedule 2, 2.1"
    assert told(sample, "was INC-4436 fixed in time?").verdict == "met"


def test_a_number_that_is_not_there_is_said_to_be_unknown(sample):
    """Never another ticket's story."""
    answer = told(sample, "what happened with INC-999999")
    assert (answer.state, answer.verdict) == ("unknown", "cannot_tell")


def test_every_late_ticket_is_attributed_once_for_each_clock(sample):
    """The sides add up to the misses, and the table names every ticket."""
    answer = told(sample, "whose fault were the misses in October")
    total = int(figure(answer, "late", "Late, October").value)
    sides = {f.key: int(f.value) for f in answer.figures if f.key.startswith("late_") and f.key != "late_tickets"}
    assert sum(sides.values()) == total == len(answer.extra["tables"][0]["rows"])


def test_the_kinds_of_work_are_those_of_the_export(sample):
    """Incidents, requests and alerts of October, cancelled ones left out."""
    october = [r for r in exported() if r["Created Time"][3:10] == "10/2026" and r["Status"] != "Cancelled"]
    answer = told(sample, "break down October's tickets by kind")
    for kind, name in (("break_fix", "Incident"), ("request", "Service Request"), ("alert", "Alert")):
        assert figure(answer, f"kind_{kind}").value == str(sum(r["Type"] == name for r in october))


def test_everything_invoiced_adds_up_to_the_penny(sample):
    """The sum of the net amounts of a year, credits and projects among them."""
    year = [r for r in rows("invoices.csv") if r["Period"].startswith("2025")]
    answer = told(sample, "what did we pay them in 2025 in total")
    assert Decimal(figure(answer, "invoiced_total").value) == sum(Decimal(r["Net amount"]) for r in year)
    extra = sum(Decimal(r["Net amount"]) for r in year if "(one-off)" in r["Description"])
    assert Decimal(figure(answer, "extra_total").value) == extra


def test_a_price_above_the_contracts_is_found_on_the_invoices(sample):
    """Two months were billed above what the contract allows."""
    answer = told(sample, "do the invoices match the contract")
    assert (answer.verdict, figure(answer, "lines_off").value) == ("no", "2")
    assert figure(answer, "price_drift", "November 2024 to").value == "147.56"


def test_what_can_be_claimed_today_is_told_with_its_day(sample):
    """Open credits with their deadlines, those paid short, and those that lapsed."""
    answer = told(sample, "what should I claim today")
    assert any("2026-11-30" in f.value for f in answer.figures if f.key == "claim_by")
    assert any(step.startswith("Claim the credit for October 2026") for step in answer.next_steps)


def test_what_leaving_would_cost_is_answered_by_clauses_and_never_by_past_charges(sample):
    """Money that lies ahead stands in the contract or nowhere."""
    answer = told(sample, "what would it cost us to walk away before October 2027")
    assert answer.citations
    assert not [f for f in answer.figures if f.currency]


@pytest.mark.parametrize(
    "words",
    [
        "how long do tickets wait for us", "which tickets were downgraded this year", "is there anything fishy in the tickets",
        "which problems keep coming back", "first-time fix rate last month", "how long did our users really wait for a fix",
        "tickets per user by month this year", "how has patching developed over the year", "reopened tickets in October",
    ],
)  # fmt: skip
def test_every_answer_says_how_it_was_counted_and_names_its_tickets(sample, words):
    """The formula in a sentence, and the tables behind it."""
    answer = told(sample, words)
    assert "How it is counted" in answer.text
    assert answer.extra["tables"]


@pytest.fixture
def itbot(sample_copy, monkeypatch):
    monkeypatch.setenv("ITBOT_HOME", str(sample_copy.settings.home))
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_a_persons_word_on_a_ticket_is_kept_and_moves_the_count_of_faults(itbot):
    """One incident called a request is one fault fewer, also after the tickets are added again."""

    def faults():
        shown = json.loads(itbot("tickets", "kinds", "--month", "2026-10", "--as-of", "2026-11-23", "--json").stdout)
        return int(next(f["value"] for f in shown["figures"] if f["key"] == "kind_break_fix"))

    before = faults()
    said = itbot("classify", "inc-4436", "--as", "request", "--why", "a drill", "--json")
    assert json.loads(said.stdout)["overrides"][0]["ticket"] == "INC-4436"
    assert faults() == before - 1
    itbot("add", str(sample_folder() / "tickets.csv"), "--yes")
    assert faults() == before - 1
    itbot("classify", "INC-4436", "--undo")
    assert faults() == before


def test_a_wrong_call_is_answered_in_one_sentence(itbot):
    """What was wrong and what to type instead."""
    for arguments, says in (
        (("classify", "INC-1", "--as", "request"), "no ticket INC-1"),
        (("classify", "INC-4436", "--as", "nonsense"), "is no kind of work"),
        (("classify", "INC-4436"), "Say what INC-4436 is"),
        (("trend", "weather"), "has no trend here"),
        (("charges", "nonsense"), "is no view"),
        (("tickets", "causes", "--month", "October"), "write it like"),
        (("tickets", "causes", "--from", "2026-10", "--to", "2026-09"), "swap"),
        (("tickets", "causes", "--month", "2026-10", "--from", "2026-09"), "not both"),
    ):
        assert says in str(itbot(*arguments).exception)


def test_the_views_print_tables_and_one_json_document(itbot):
    """The same answer for a person and for a script; 1 when an invoice differs."""
    shown = itbot("tickets", "causes", "--month", "2026-10", "--as-of", "2026-11-23")
    assert (shown.exit_code, "Late tickets by cause" in shown.stdout) == (0, True)
    told_json = json.loads(itbot("tickets", "INC-4436", "--json").stdout)
    assert told_json["tables"][0]["title"] == "History of INC-4436"
    assert itbot("charges", "check").exit_code == 1
    for arguments in (
        ("trend", "tickets"),
        ("trend", "backlog"),
        ("trend", "security"),
        ("charges", "spend"),
        ("tickets",),
    ):
        assert itbot(*arguments, "--as-of", "2026-11-23").exit_code == 0


def test_missed_tickets_stand_in_the_json_beside_their_figure(itbot):
    """A script need not read the text to know which were late."""
    document = json.loads(
        itbot("ask", "did they meet P1 response in October", "--as-of", "2026-11-23", "--json").stdout
    )
    shown = next(f for f in document["figures"] if f["key"] == "response_attainment")
    assert len(shown["tickets"]) == shown["of"] - shown["n"] == 2


def test_days_are_read_as_people_type_them():
    """A month means its first or last day."""
    from bot.cli.days import day

    assert (day("2026-02", last=True), day("2026-02", last=False), day("2026-02-03", last=True)) == (
        date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 3),
    )  # fmt: skip
