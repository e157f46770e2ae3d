"""What messages look like, held as pictures in words: an answer, a refusal, an empty home, a home with a contract."""

from datetime import date

from bot.answering.answer import Answer, Citation, Figure
from bot.slack.blocks.answer_card import card
from bot.slack.blocks.greeting import abilities
from bot.slack.blocks.home_tab import Contract, CreditLine, DueLine, State, home_view
from bot.slack.blocks.notices import apology, elsewhere
from bot.slack.blocks.sizes import fitted
from bot.slack.blocks.working import working
from store.facts.common import Period, Unknown, Why
from store.facts.watched import Kind, Watched

ANSWER = Answer(
    question="how did they do on P1 response in September?",
    state="answered",
    headline="Missed: 2 of 4 P1 tickets were answered within 15 minutes in September 2026.",
    text=(
        "Missed: 2 of 4 P1 tickets were answered within 15 minutes in September 2026.\n\nThe target is 95.00 %.\n\n"
        "What we cannot tell\n• The provider's own figure. Add the report: itbot add REPORT"
    ),
    topic="metric",
    verdict="missed",
    period=Period(date(2026, 9, 1), date(2026, 9, 30), "September 2026"),
    figures=(
        Figure("response_attainment", "P1 answered in time", "50.00", "%", n=2, of=4, sources=("tickets.csv:14",)),
        Figure("response_target", "P1 answered in time", "95.00", "%", role="target"),
    ),
    citations=(Citation("R-1", "contract.docx", "Schedule 2, 2.1", "P1: within 15 minutes.", 7, "confirmed"),),
    unknowns=(Unknown("the provider's own figure", Why.NOT_UPLOADED, "Add the report: itbot add REPORT"),),
    next_steps=("Claim the credit by 30 October 2026.",),
    questions_for_provider=("Why were two tickets late?",),
    id="a-7",
)


def test_an_answer_is_told_from_the_verdict_to_what_to_do_next(snapshot):
    """Whole, and as it stands under a stream that said the headline already."""
    assert card(ANSWER) == snapshot
    assert card(ANSWER, headline=False) == [block for block in card(ANSWER) if block != card(ANSWER)[0]]


def test_the_working_of_an_answer(snapshot):
    """Every figure with its source, every clause in full."""
    receipt = {"id": "a-7", "question": ANSWER.question, "asked_at": "2026-11-23T09:00:00", "answer": ANSWER.as_json()}
    assert working(receipt) == snapshot


def test_the_home_tab_before_and_after_the_first_contract(snapshot):
    """An empty one leads to the first step."""
    plan = Watched(
        "line:R-1:4", Kind.PROMISE, "R-1", "Send the capacity plan", date(2026, 11, 27), "It stands open.", "A line"
    )
    due = DueLine(plan, "due on 27 November 2026")
    contract = Contract(
        "R-1", "Managed IT", "Brindlecote", "October 2026", "no", (("sad", "Service levels"), ("unknown", "Promises")),
        (CreditLine("2026-10", "October 2026: £825.00, claim it by 30 November 2026"),), (due,), 2, "Tickets from 1 to 31 October 2026.", ("Add the report.",), 3,
    )  # fmt: skip
    assert home_view(State(empty=True)) == snapshot(name="empty")
    assert home_view(State((contract,), owner=True)) == snapshot(name="one contract")


def test_short_messages(snapshot):
    """Help, a private answer elsewhere, an apology."""
    assert abilities() == snapshot(name="help")
    assert elsewhere("Guests can read along here.", [("R-1", "Managed IT")]) == snapshot(name="elsewhere")
    assert "4711" in apology("4711")


def test_a_message_too_large_is_cut_where_its_buttons_still_stand():
    """And says that there is more."""
    long = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "word " * 500}]}],
    }
    row = [{"type": "raw_text", "text": "cell"} for _ in range(30)]
    table = {"type": "table", "column_settings": [{}] * 30, "rows": [row] * 150}
    buttons = {"type": "actions", "elements": []}
    made = fitted([long] * 60 + [table, table, buttons])
    assert len(made) <= 50
    assert made[-1] == buttons
    assert "more" in str(made[-2])
    (only,) = [block for block in fitted([table, table]) if block["type"] == "table"]
    assert (len(only["rows"]), len(only["rows"][0])) == (100, 20)
