"""What a business asks about talking with its provider: who owns mistakes, what to bring to a meeting, what to weigh."""

from datetime import date

from bot.answering.conversation import ask
from store.facts.common import Source
from store.facts.happened import LogEntry
from store.facts.promised import Pulse


def test_ownership_is_told_message_by_message_in_the_messages_words(sample):
    """Three messages of October speak of something that went wrong; one says it was their doing."""
    answer = ask(sample, "did they own up to the outage in October?", keep=False)
    assert answer.headline == (
        "Of 3 messages in October 2026 about something that went wrong, 1 owns it, 1 points elsewhere and 1 leaves it open."
    )
    assert "It was our mistake: I made a BGP route change" in answer.text
    assert "not a fact about anybody" in answer.text
    assert all(one.quote in answer.text for one in answer.citations)


def test_no_message_on_record_is_no_verdict(sample):
    """August has no message about a fault."""
    answer = ask(sample, "did they take responsibility in July 2025?", keep=False)
    assert (answer.state, answer.verdict) == ("unknown", "cannot_tell")


def test_a_meeting_is_prepared_with_what_went_well_first(sample):
    """Then what was missed, what is to be chased, and the advice to begin by talking."""
    text = ask(sample, "help me prepare the meeting with the provider", keep=False).text
    places = [
        text.index(words) for words in ("What went well", "Missed in October", "Still to be chased", "Begin by talking")
    ]
    assert places == sorted(places)
    assert "5 of 7 answered within 15 minutes (71.43 %, target 95.00 %)" in text


def test_the_three_questions_and_their_answers_are_told_word_for_word(sample_copy):
    """Before they are put, that is said; afterwards each answer stands as it was given, with how it reads."""
    question = "what did they answer to our three questions?"
    assert ask(sample_copy, question, keep=False).state == "unknown"
    from bot.digest.three_questions import answered, drafted

    (ref,) = sample_copy.stores.contracts.refs()
    held = drafted(sample_copy, sample_copy.case(ref, sample_copy.today()))
    words = "We will answer 95 % of P1s in 15 minutes by 31 January."
    answered(sample_copy, ref, held.number, {"takes": "", "business": "", "commit": words})
    told = ask(sample_copy, question, keep=False)
    assert f'They said: "{words}"' in told.text
    assert "1 of 3 have an answer on record" in told.headline


def test_how_we_felt_after_an_incident_is_told_as_it_was_said(sample_copy):
    """Nobody said anything; then somebody did."""
    question = "do we trust them more or less since the outage?"
    assert "Nobody here has said yet" in ask(sample_copy, question, keep=False).headline
    (ref,) = sample_copy.stores.contracts.refs()
    sample_copy.stores.correspondence.add_pulse(Pulse(ref, "the network outage", "less", sample_copy.today()))
    assert "less confident, after the network outage" in ask(sample_copy, question, keep=False).headline


def test_what_to_weigh_beside_the_price_holds_no_figure_of_ours(sample):
    """It is advice, the same for every bidder."""
    answer = ask(sample, "what should we look at besides price when choosing a provider?", keep=False)
    assert not answer.figures
    assert "A way out" in answer.text


def test_duties_in_vague_words_are_quoted_with_their_clause(sample):
    """Such words are usual; nobody can measure them."""
    answer = ask(sample, "which clauses are vague?", keep=False)
    assert "clause 3.2" in answer.text
    assert "Good Industry Practice" in answer.text
    assert "not legal advice" in answer.text


def test_late_tickets_on_days_noted_as_busy_are_told(sample_copy):
    """The days before the end of each month, as the business noted them."""
    (ref,) = sample_copy.stores.contracts.refs()
    question = "whose fault were the late tickets in October?"
    assert "busy" not in ask(sample_copy, question, keep=False).text
    on, due = date(2026, 10, 28), date(2026, 10, 31)
    line = LogEntry("business", on, "Month end", Source("noted"), state="busy every month", due=due)
    sample_copy.stores.registers.note(ref, line)
    assert "fell on days you noted as busy" in ask(sample_copy, question, keep=False).text
    assert "Until 31 October 2026" in ask(sample_copy, "when are our busy days?", keep=False).text


def test_a_sum_of_money_is_found_wherever_it_stands(sample):
    """A line of an invoice, a credit, an email: each with its place."""
    answer = ask(sample, "what was the £409.20?", keep=False)
    assert "invoice BRC-0024" in answer.text
    assert "gesture of goodwill" in answer.text
    nothing = ask(sample, "what is this £1,234.56 charge?", keep=False)
    assert (nothing.state, nothing.headline) == ("unknown", "Nothing on record here holds exactly £1,234.56.")


def test_where_the_figures_come_from_is_told_with_the_days_they_reach(sample):
    """The files and their spans, counted."""
    text = ask(sample, "where do these figures come from?", keep=False).text
    assert "contract.docx and amendment-1.docx" in text
    assert "3565 tickets, opened from 1 November 2024 to 2 November 2026" in text


def test_a_business_without_files_is_told_what_to_add(tmp_path):
    """Nothing is here yet but the contract."""
    from bot.settings import Settings
    from bot.wiring import build

    empty = build(Settings(home=tmp_path, _env_file=None))
    empty.stores.contracts.placeholder("Kept")
    text = ask(empty, "where do these figures come from?", keep=False).text
    assert "itbot add tickets.csv" in text
    assert "itbot add invoices.csv" in text
