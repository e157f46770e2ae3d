"""An amendment that changes values by their words: the new value from its day, or a doubt, never a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.answering.conversation import ask
from bot.health import checks
from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build

CONTRACT = """# Managed Services Agreement

This Agreement is made on December 15, 2025 between Alder Dental, Inc., an Ohio corporation ("Client"), and Birch IT LLC ("MSP").

## 2. Fees

2.1 Client shall pay a fixed Monthly Fee of $4,750.00, due net 15 from the invoice date.

2.2 Out-of-scope work is billed at $165.00 per hour.

## 3. Service Desk Hours

3.1 Business Hours are 7:00 a.m. to 7:00 p.m. Eastern Time, Monday through Friday, excluding federal holidays.

## 4. Service Levels

All times are measured in Business Hours.

| Priority | Initial Response | Resolution Target |
|---|---|---|
| P1 - Critical | 20 minutes | 2 hours |
| P2 - High | 2 hours | 8 hours |
| P3 - Normal | 2 hours | 16 hours |
"""


@pytest.fixture
def home(tmp_path):
    """A home with the contract; amendments are added to it by their clauses."""
    interpreter = build(
        Settings(home=tmp_path / "home", _env_file=None), clock=lambda: datetime(2026, 9, 1, tzinfo=UTC)
    )
    (tmp_path / "contract.md").write_text(CONTRACT)
    add(interpreter, [tmp_path / "contract.md"], Options(index=False))

    def amended(*clauses, day="This amendment takes effect on July 1, 2026."):
        lines = [day, *clauses]
        text = "\n\n".join(["# First Amendment", *(f"{n}. {line}" for n, line in enumerate(lines, start=1))])
        (tmp_path / "amendment.md").write_text(text)
        (receipt,) = add(interpreter, [tmp_path / "amendment.md"], Options(index=False))
        terms = interpreter.stores.terms.listed(receipt.contract)
        return interpreter, receipt, [term for term in terms if term.document == "amendment.md"], terms

    return amended


def test_a_fee_changed_by_its_words_holds_from_the_day_the_clause_gives(home):
    """The old fee ends the day before; the quotation is the amendment's own sentence."""
    sentence = 'Effective July 1, 2026, Section 2.1 is amended by replacing "$4,750.00" with "$5,100.00".'
    interpreter, receipt, (fee,), terms = home(sentence, day="This amendment amends the Agreement.")
    assert (fee.fields["rate"], fee.clause, fee.effective_from, fee.quote) == (
        "5100.00",
        "2.1",
        date(2026, 7, 1),
        sentence,
    )
    assert [t.effective_to for t in terms if t.fields.get("rate") == "4750.00"] == [date(2026, 6, 30)]
    document = interpreter.stores.contracts.documents(receipt.contract)[-1]
    assert interpreter.stores.contracts.text(document.id)[fee.start : fee.end] == sentence


def test_a_time_is_changed_for_the_priority_and_the_metric_that_the_sentence_names(home):
    """Three cells of the table say two hours; only one is the P2 response."""
    *_, (level,), _ = home(
        "In the table in Section 4, the Initial Response for P2 - High is changed from 2 hours to 1 hour."
    )
    fields = level.fields
    assert (fields["metric"], fields["priority"], fields["limit_s"], level.status) == ("response", 2, 3600, "found")


def test_two_changes_of_one_value_follow_each_other(home):
    """Each from its own day."""
    *_, terms, _ = home(
        "In Section 2.2, $165.00 is replaced with $175.00.",
        "Effective September 1, 2026, in Section 2.2, $175.00 is replaced with $180.00.",
    )
    assert [(t.fields["rate"], t.effective_from, t.effective_to) for t in terms] == [
        ("175.00", date(2026, 7, 1), date(2026, 8, 31)),
        ("180.00", date(2026, 9, 1), date.max),
    ]


@pytest.mark.parametrize(
    ("sentence", "doubtful"),
    [
        ("In Section 4, the Initial Response is changed from 2 hours to 1 hour.", 3),
        ('In Section 2.1, "$4,800.00" is replaced with "$5,100.00".', 1),
        ('In Section 2.1, "$4,750.00" is replaced with "an agreed fee".', 1),
        ("In Section 4, the Initial Response for P2 is changed from 2 hours to 1 day.", 1),
        ('In Section 2.1, "$4,750.00" is replaced with "£5,100.00".', 1),
    ],
)
def test_what_cannot_be_placed_leaves_the_clause_in_doubt(home, sentence, doubtful):
    """Several values, none, or a new value that is none: the earlier terms wait for a person from that day."""
    _, receipt, terms, _ = home(sentence)
    assert [(t.status, t.effective_from) for t in terms] == [("conflict", date(2026, 7, 1))] * doubtful
    assert all("amendment.md" in t.question for t in terms)
    assert any("amendment.md" in note for note in receipt.notes)


def test_an_amendment_of_which_nothing_was_read_says_so_and_the_doctor_shows_it(home):
    """Silence would pass for a contract that stands as it was."""
    interpreter, receipt, terms, _ = home(
        'In Section 9, "red" is replaced with "blue".', 'In Section 9, "up" is replaced with "down".'
    )
    assert not terms
    assert receipt.notes[0].startswith("No change to the contract was read from this amendment")
    (shown,) = [check for check in checks(interpreter) if check.name.endswith(": amendments")]
    assert not shown.ok
    assert "amendment.md" in shown.says


def test_words_changed_inside_a_sentence_change_what_they_say_and_nothing_else(home):
    """The desk opens an hour later on; the zone, the days and the holidays stay as they were."""
    sentence = 'In clause 3.1 the words "7:00 a.m. to 7:00 p.m." are replaced by "8:00 a.m. to 8:00 p.m.".'
    _, _, (hours,), terms = home(sentence)
    before = next(t for t in terms if t.kind == "service_hours" and t.document == "contract.md")
    assert hours.fields == before.fields | {"weekly": [[day, 480, 1200] for day in range(5)]}
    assert (hours.status, hours.effective_from) == ("found", date(2026, 7, 1))
    assert before.effective_to == date(2026, 6, 30)


def test_hours_left_in_doubt_leave_the_times_that_run_in_them_in_doubt(home):
    """From July on nobody can say when the desk is open, so no response of July is judged in the old hours."""
    interpreter, receipt, _, _ = home('In clause 3.1 "Monday through Friday" is replaced by "at the agreed times".')
    levels = interpreter.stores.terms.agreed(receipt.contract).levels
    assert {level.status for level in levels if level.effective_to == date(2026, 6, 30)} == {"found"}
    assert {level.status for level in levels if level.effective_from == date(2026, 7, 1)} == {"conflict"}


def test_answers_speak_of_the_day_that_was_asked_about(home):
    """The hours of June are those of June, the present ones say what they were; so do the times."""
    interpreter, _, _, _ = home(
        'In clause 3.1 the words "7:00 a.m. to 7:00 p.m." are replaced by "8:00 a.m. to 8:00 p.m.".',
        "In section 4 the Initial Response for P2 is changed from 2 hours to 1 hour.",
    )
    june = ask(interpreter, "what are the service hours in June 2026?")
    assert "07:00 to 19:00" in june.headline
    assert "08:00 to 20:00" not in june.headline
    present = ask(interpreter, "what are the service hours?")
    assert "08:00 to 20:00" in present.headline
    assert "before that they worked Monday to Friday, 07:00 to 19:00" in present.text
    both = ask(interpreter, "how quickly must a P2 be answered now, and what was it in June?")
    assert "1 hour" in both.headline
    assert "since 1 July 2026; before that 2 hours" in both.headline


def test_an_order_form_is_part_of_the_agreement_that_it_is_made_under(tmp_path):
    """It names the provider of the one agreement that speaks of order forms; another provider's stays apart."""
    interpreter = build(
        Settings(home=tmp_path / "home", _env_file=None), clock=lambda: datetime(2026, 9, 1, tzinfo=UTC)
    )
    (tmp_path / "contract.md").write_text(f"{CONTRACT}\n## 5. Plans\n\n5.1 Your plan is stated in your Order Form.\n")
    add(interpreter, [tmp_path / "contract.md"], Options(index=False))
    order = (
        "ORDER FORM 7\n\nProvider: {}\nClient: Alder Dental, Inc.\nPlan: Gold\nMonthly fee: $90.00 per user per month\n"
    )
    (tmp_path / "order.txt").write_text(order.format("Birch IT LLC"))
    (tmp_path / "other.txt").write_text(order.format("Cedar IT LLC"))
    mine, other = add(interpreter, [tmp_path / "order.txt", tmp_path / "other.txt"], Options(index=False))
    (ref,) = (one for one in interpreter.stores.contracts.refs() if one != other.contract)
    assert mine.contract == ref
    assert any("Taken as part of" in note for note in mine.notes)
    assert other.contract != ref


ROWS = "| Priority | Initial Response | Resolution Target |\n|---|---|---|\n"


def held(terms, day):
    """The limits in force on a day, by priority and metric; None stands for one in doubt."""
    levels = [t for t in terms if t.kind == "service_level" and t.effective_from <= day <= t.effective_to]
    return {
        (t.fields["priority"], t.fields["metric"]): t.fields.get("limit_s") if t.status == "found" else None
        for t in levels
    }


BEFORE = {
    (1, "response"): 1200, (1, "resolution"): 7200, (2, "response"): 7200, (2, "resolution"): 28800,
    (3, "response"): 7200, (3, "resolution"): 57600,
}  # fmt: skip
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("clauses", "changed"),
    [
        (
            ["The row for P2 in Section 4 is replaced with:", f"{ROWS}| P2 - High | 90 minutes | 6 hours |"],
            {(2, "response"): 5400, (2, "resolution"): 21600},
        ),
        (["In the table in Section 4, delete '2 hours' and insert '1 hour' against P1."], {(1, "resolution"): 3600}),
        (
            ['In the P3 row of the table in Section 4, "16 hours" is deleted and "12 hours" is inserted.'],
            {(3, "resolution"): 43200},
        ),
        (
            ["After the row for P3 in the table in Section 4, insert:", f"{ROWS}| P4 - Low | 8 hours | 40 hours |"],
            {(4, "response"): 28800, (4, "resolution"): 144000},
        ),
        (
            ["A new row is added to the table in Section 4:", f"{ROWS}| P4 - Low | 8 hours | 40 hours |"],
            {(4, "response"): 28800, (4, "resolution"): 144000},
        ),
        (
            ["The table in Section 4 is replaced by the following table:", f"{ROWS}| P1 | 10 minutes | 1 hour |"],
            {(1, "response"): 600, (1, "resolution"): 3600},
        ),
    ],
)  # fmt: skip
def test_rows_are_replaced_added_and_changed_from_the_day_on(home, clauses, changed):
    """The other rows stay, the old values hold until the day before; a new row has the clock of its table."""
    first, *below = clauses
    _, receipt, _, terms = home("\n\n".join([first, *below]))
    assert not any("?" in note for note in receipt.notes)
    assert held(terms, JUNE) == BEFORE
    assert held(terms, JULY) == BEFORE | changed


@pytest.mark.parametrize(
    "sentence", ["The row for P3 in Section 4 is deleted.", "In Section 4, delete the row for P3 - Normal."]
)
def test_a_row_taken_out_ends_its_levels_and_no_others(home, sentence):
    """Asked afterwards, the answer says until when it held and quotes the words that ended it."""
    interpreter, _, _, terms = home(sentence)
    assert held(terms, JUNE) == BEFORE
    assert held(terms, JULY) == {key: value for key, value in BEFORE.items() if key[0] != 3}
    now = ask(interpreter, "how quickly must a P3 be answered?")
    assert now.verdict == "no"
    assert "held until 30 June 2026" in now.text
    assert sentence in now.text
    assert "2 hours" in ask(interpreter, "how quickly did a P3 have to be answered in May 2026?").headline
    assert all(check.ok for check in checks(interpreter) if check.name.endswith(": amendments"))


@pytest.mark.parametrize(
    "table",
    [
        "| Provision | Current | New |\n|---|---|---|\n| Section 4, P1 Initial Response | 20 minutes | 15 minutes |\n| Section 2.2 | $165.00 | $175.00 |\n",
        '| Clause | Change |\n|---|---|\n| Section 4, P1 Initial Response | Delete "20 minutes" and insert "15 minutes" |\n| Section 2.2 | Replace "$165.00" with "$175.00" |\n',
    ],
)
def test_an_amendment_that_is_a_table_changes_what_each_row_names(home, table):
    """Never the old value in the amendment's words."""
    _, _, _, terms = home(f"The Agreement is amended as set out below.\n\n{table}")
    assert held(terms, JULY) == BEFORE | {(1, "response"): 900}
    assert [t.fields["rate"] for t in terms if t.kind == "charge" and t.effective_from == JULY] == ["175.00"]


@pytest.mark.parametrize(
    ("sentence", "doubtful"),
    [
        ("Section 2.2 is amended so that work is billed at $150.00.", 1),
        ("In Section 4 the Initial Response for P1 falls to 10 minutes.", 1),
        ("The fixed Monthly Fee in Section 2.1 shall be $5,000.00.", 1),
        ("Until December 31, 2026, in Section 2.1 $4,750.00 is replaced with $4,000.00.", 1),
        ('In Section 3.1 "7:00 p.m." is replaced by "9:00 p.m." on Thursdays only.', 1),
        ('The row for P2 in Section 4 is replaced by "P2 | 1 hour".', 2),
        ('The row for P2 in Section 4 is replaced by "P3 | 1 hour | 6 hours".', 2),
        ("The Resolution Target column of the table in Section 4 is deleted.", 3),
        ('The words "excluding federal holidays" are deleted from section 3.1.', 1),
        ('In the table in Section 4, the row for P2 is replaced with: "P2 | soon | later".', 2),
    ],
)
def test_a_change_that_cannot_be_read_leaves_what_it_names_in_doubt(home, sentence, doubtful):
    """The old value is not told as certain after the day, and no clause is taken out for a word in it."""
    _, receipt, terms, _ = home(sentence)
    assert [(t.status, t.effective_from) for t in terms] == [("conflict", JULY)] * doubtful
    assert any("amendment.md" in note for note in receipt.notes)


def test_a_clause_of_an_amendment_that_forbids_a_change_changes_nothing(home):
    """A price that shall not rise before a day is no instruction."""
    _, _, terms, _ = home(
        "The fee in Section 2.1 shall not be increased before July 1, 2027.",
        'In Section 2.2, "$165.00" is replaced with "$175.00".',
    )
    assert {t.clause for t in terms if t.status == "conflict"} == set()


def test_a_schedule_written_anew_ends_what_it_no_longer_says(tmp_path):
    """Its paragraphs go with it: what the new words restate holds anew, and what they leave out is asked about."""
    interpreter = build(Settings(home=tmp_path / "home", _env_file=None))
    table = "| Priority | Response |\n|---|---|\n| P1 | {} minutes |\n"
    schedule = (
        "# Schedule 3\n\n1. The Supplier shall meet these in {}% of cases in each month, around the clock:\n\n" + table
    )
    (tmp_path / "msa.md").write_text(
        f"# Managed Services Agreement\n\n1.1 The services are those of Schedule 3.\n\n{schedule.format(95, 60)}\n"
        "2. The Supplier shall keep the Case System available for at least 99.9% of each month.\n"
    )
    (tmp_path / "am.md").write_text(
        "# Amendment No. 1\n\nThis amendment takes effect on 1 July 2026.\n\n1. Schedule 3 is deleted and replaced with "
        f"the following:\n\n{schedule.format(97, 30)}"
    )
    for name in ("msa.md", "am.md"):
        add(interpreter, [tmp_path / name], Options(index=False))
    (ref,) = interpreter.stores.contracts.refs()
    levels = interpreter.stores.terms.agreed(ref).levels
    then = [(one.metric, one.limit_s, str(one.target_pct), one.status) for one in levels if one.effective_from >= JULY]
    assert ("response", 1800, "97", "found") in then
    assert ("availability", None, "99.9", "conflict") in then
    assert {one.effective_to for one in levels if one.effective_from < JULY} == {JUNE}


@pytest.mark.parametrize(
    "sentence",
    [
        'The row for P2 - High in Section 4 is replaced by "P2 - High | 1 hour | 6 hours".',
        'In Section 4 replace the row for P2 with "P2; 1 hour; 6 hours".',
        'The entry for P2 in the table in Section 4 shall read "P2 / 1 hour / 6 hours".',
        'The row for P2 in Section 4 is replaced by "P2: resolution 6 hours, response 1 hour".',
    ],
)
def test_a_row_written_anew_on_one_line_is_read_by_the_old_row(home, sentence):
    """Cell for cell; the other rows stay."""
    _, _, _, terms = home(sentence)
    assert held(terms, JULY) == BEFORE | {(2, "response"): 3600, (2, "resolution"): 21600}


def test_an_amendment_to_the_agreement_takes_effect_on_the_day_it_says(home):
    """The word before the verb makes it no date of a paper."""
    day = "This Amendment to the Agreement takes effect on July 1, 2026."
    *_, terms, _ = home("In Section 2.2, $165.00 is replaced with $175.00.", day=day)
    assert [t.effective_from for t in terms] == [JULY]


def test_a_value_told_with_the_old_one_it_stands_instead_of_is_read(home):
    """Both are said, so that nothing is guessed."""
    *_, terms, _ = home("Section 2.2 is amended so that work is billed at $150.00 instead of $165.00.")
    assert [(t.fields["rate"], t.status) for t in terms] == [("150.00", "found")]


def test_a_price_of_an_amendment_counts_from_the_day_its_own_sentence_gives(home):
    """Not from the day of the amendment."""
    *_, terms, _ = home("The parties agree that the fixed Monthly Fee is $5,200.00 per month from August 1, 2026.")
    assert [(t.fields["rate"], t.effective_from) for t in terms] == [("5200.00", date(2026, 8, 1))]


LADDER = """

## 5. Service Credits

5.1 Availability shall be 99.9% each month.

5.2 These credits are a percentage of the Monthly Fee.

| Monthly availability | Credit |
|---|---|
| 99.0% to below 99.9% | 5% |
| 98.0% to below 99.0% | 10% |
| below 98.0% | 20% |
"""


@pytest.mark.parametrize(
    ("sentence", "status", "worth"),
    [
        ('the row for "98.0% to below 99.0%" is replaced by "98.0% to below 99.0% | 12%".', "found", ["5", "12", "20"]),
        ('"below 98.0% | 20%" is replaced by "below 98.0% | 25%".', "found", ["5", "10", "25"]),
        ('the following row is added to the table: "below 95.0% | 30%".', "found", ["5", "10", "20", "30"]),
        (
            'the row for "99.0% to below 99.9%" is replaced by "99.2% to below 99.9% | 4%".',
            "conflict",
            ["4", "10", "20"],
        ),
        (
            'the row for "97.0% to below 98.0%" is replaced by "97.0% to below 98.0% | 25%".',
            "conflict",
            ["5", "10", "20"],
        ),
        ('these rows are added: "95% to below 98% | 25%" and "below 95% | 40%".', "conflict", ["5", "10", "20"]),
        ('the row "below 98.0%" is deleted.', "conflict", ["5", "10", "20"]),
    ],
)
def test_one_rung_of_a_ladder_of_credits_is_written_anew(tmp_path, sentence, status, worth):
    """Where the ladder still meets it holds; a hole, a rung that was not there, or one taken out is asked about."""
    interpreter = build(
        Settings(home=tmp_path / "ladder", _env_file=None), clock=lambda: datetime(2026, 9, 1, tzinfo=UTC)
    )
    (tmp_path / "terms.md").write_text(CONTRACT + LADDER)
    (tmp_path / "amendment.md").write_text(
        f"# First Amendment\n\n1. This amendment takes effect on July 1, 2026.\n\n2. In Section 5.2, {sentence}\n"
    )
    receipts = [add(interpreter, [tmp_path / name], Options(index=False))[0] for name in ("terms.md", "amendment.md")]
    terms = interpreter.stores.terms.listed(receipts[0].contract)
    (ladder,) = [t for t in terms if t.fields.get("bands") and t.effective_to >= JULY]
    assert (ladder.status, [band["value"] for band in ladder.fields["bands"]]) == (status, worth)
