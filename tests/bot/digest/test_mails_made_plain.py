"""What a buyer reads of a provider's mail: what happened, what was promised, what our records say, what to ask."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.digest import guard
from bot.digest.safe import safe
from bot.digest.three_questions import answered, drafted, offers
from bot.digest.translating import to_plain, to_provider
from knowledge.correspondence.answering import judged
from knowledge.correspondence.plainness import plainness, reading_ease, syllables
from knowledge.correspondence.soft_words import soft_phrases
from knowledge.promises.finding import statements
from store.facts.promised import State

MAILS = Path(__file__).resolve().parents[3] / "demo" / "marrowdale" / "emails"


def test_an_honest_mail_reads_as_one(digest):
    """Admitted, understood, with a day: and no soft phrase is pinned on it."""
    told = digest("2026-10-07-3").as_json()
    assert told["gist"][0] == 'Tomasz Ferrier says the service is working again: "Service was restored at 12:02."'
    assert [(p["who"], p["due"]) for p in told["promises"]] == [("Tomasz Ferrier", "2026-10-16")]
    assert (told["ownership"]["admitted"], told["cause"]["state"], told["euphemisms"]) == ("yes", "given", [])


def test_a_vague_apology_is_told_as_one(digest):
    """No owner, no cause, no promise; and the claim to have been in time is held against the ticket."""
    told = digest("2026-09-07").as_json()
    assert told["ownership"]["admitted"] == "no"
    assert told["promises"] == []
    assert {"what caused it", "what will stop it happening again"} <= set(told["missing"])
    (claim,) = told["claims"]
    assert claim["agrees"] is False
    assert "INC-4261" in claim["ours"]


def test_reported_figures_stand_beside_our_own_count(digest):
    """They say 100 %, the tickets say six of eight, and here are the two."""
    claims = {c["about"]: c for c in digest("2026-10-13").as_json()["claims"]}
    response = claims["P1 first response, September 2026"]
    assert response["agrees"] is False
    assert response["ours"].startswith("6 of 8 answered within 15 minutes (75.00 %")
    assert claims["P1 resolution, September 2026"]["agrees"] is True


def test_half_a_credit_is_told_beside_what_the_contract_gives(digest):
    """£409.20 offered, £818.40 owed."""
    (claim,) = [c for c in digest("2026-10-23").claims if "credit" in c.about]
    assert (claim.agrees, claim.ours) == (False, "£818.40 is what the contract gives")


def test_a_price_rise_is_held_against_the_contracts_limit(digest):
    """Five per cent, where at most four are allowed."""
    (claim,) = digest("2025-10-02").claims
    assert claim.agrees is False
    assert "at most 4 %" in claim.ours


def test_our_own_mail_promises_nothing_on_the_providers_behalf(digest):
    """A claim we sent is ours."""
    told = digest("2026-10-14").as_json()
    assert (told["from_us"], told["promises"], told["draft_reply"]) == (True, [], "")


def test_every_number_of_ours_is_traced(digest):
    """A digest whose own sentences held a number from nowhere would lose that sentence, and say so."""
    from dataclasses import replace

    honest = digest("2026-10-13")
    assert honest.warnings == ()
    forged = guard.checked(replace(honest, gist=(*honest.gist, "They owe you £77.77.")))
    assert forged.gist == honest.gist
    assert "could not be traced" in forged.warnings[-1]


def test_a_soft_phrase_with_owner_date_and_cause_is_left_alone():
    """The phrase "Temporary mitigation" is plain talk when somebody says who ends it, when and why it is needed."""
    from datetime import UTC, datetime

    sent = datetime(2026, 10, 7, 12, tzinfo=UTC)
    straight = "I will replace the temporary mitigation by Friday 16 October because the switch had failed."
    hiding = "A temporary mitigation is in place."
    assert soft_phrases(straight, statements(straight, sent)) == []
    assert [one.written for one in soft_phrases(hiding, statements(hiding, sent))] == ["temporary mitigation"]


def test_promises_are_kept_once_and_closed_by_a_person(company):
    """Found, proposed by the next mail of the thread, then settled by somebody with evidence."""
    from bot.digest.keeping import brought_up
    from bot.intake.emails import keep
    from bot.intake.given import Options
    from knowledge.mail.reading import read_mail

    ref = company.stores.contracts.refs()[0]
    keep(company, [read_mail(file) for file in sorted(MAILS.glob("*.eml"))], Options())
    held = company.stores.promises
    first = held.listed(ref)
    assert brought_up(company.stores, ref, company.clock()) == 0
    assert held.listed(ref) == first
    update = next(one for one in first if one.quote == "Next update by 10:30.")
    assert (update.state, update.proposed) == (State.OPEN, State.LATE)
    (settled,) = held.confirm([update.number])
    assert (settled.state, settled.status.value) == (State.LATE, "confirmed")
    cause = next(one for one in first if "full RCA" in one.quote)
    assert cause.due == date(2026, 10, 16)
    assert held.close(cause.number, State.MISSED, on=None, evidence="none by 23 November").state is State.MISSED
    assert held.reopen(cause.number).state is State.OPEN


def test_a_term_of_ones_own_is_used_unless_the_contract_has_one(company):
    """The contract's meaning first, then the user's own words, then the glossary, then an honest "unknown"."""
    ref = company.stores.contracts.refs()[0]
    company.stores.correspondence.add_term("Blue line", "our main internet line")
    company.stores.correspondence.add_term("P1", "anything I shout about")
    told = to_plain(company, "The Blue line went down, a P1; the RCA goes to the ZQX.", ref)
    assert {t.term: t.source for t in told.terms} == {
        "Blue line": "yours",
        "P1": "contract",
        "RCA": "glossary",
        "ZQX": "unknown",
    }


def test_a_complaint_is_put_in_the_providers_terms(company):
    """Nobody can work: an urgent incident, with the contract's own times and clause."""
    ref = company.stores.contracts.refs()[0]
    told = to_provider(company, "nobody in the Leeds office can log in since 9 this morning", ref)
    assert (told.kind, told.urgency.priority) == ("incident", 1)
    assert any("first response: 15 minutes" in level for level in told.levels)
    assert told.clauses
    assert to_provider(company, "nobody in accounts can print invoices", ref).urgency.priority == 2
    assert to_provider(company, "please set up a new starter for Monday", ref).kind == "request"


def test_three_questions_are_drafted_answered_and_judged(company):
    """The answers are kept word for word; a dated commitment is offered as a plan, a fog is called evasive."""
    ref = company.stores.contracts.refs()[0]
    case = company.case(ref, company.today())
    held = drafted(company, case)
    assert "5 of 7" in held.spoken[0].question
    words = "We will answer 95 % of P1 tickets within 15 minutes by 31 January 2027."
    done = answered(
        company, ref, held.number, {"commit": words, "business": "We value your business and it is business as usual."}
    )
    by_key = {one.key: one for one in done.spoken}
    assert (by_key["commit"].answer, by_key["commit"].judged) == (words, "answered")
    assert (by_key["business"].judged, by_key["takes"].judged) == ("evasive", "")
    assert [one["due"] for one in offers(done, case)] == ["2027-01-31"]


def test_an_answer_is_judged_by_its_own_words():
    """A figure with a date answers; assurance without either is evasive; a bit of both is part of an answer."""
    assert judged("takes", "We need two more engineers and £1,200 a month.").state == "answered"
    assert judged("commit", "We will do our very best and are committed to excellence.").state == "evasive"
    assert (
        judged(
            "business", "Our lead engineer left in May. Rest assured we take this seriously. We value your custom."
        ).state
        == "partly"
    )


def test_reading_ease_follows_the_published_formula():
    """Flesch by hand: thirteen words, two sentences, fourteen syllables."""
    text = "The cat sat on the mat. The dog ran off with the paper today."
    words, parts = 14, 2
    spoken = sum(syllables(word) for word in text.replace(".", "").split())
    expected = Decimal("206.835") - Decimal("1.015") * words / parts - Decimal("84.6") * spoken / words
    assert reading_ease(text) == expected.quantize(Decimal("0.1"))
    assert (syllables("RCA"), syllables("mate"), syllables("table"), syllables("the")) == (3, 1, 2, 1)


def test_jargon_is_counted_only_where_nobody_explains_it():
    """A term spelt out in the text, or one the reader has explained for himself, is plain."""
    text = "We sent the RCA and the EDR figures to you last week, and all of the machines at both of your offices are fine again."
    assert plainness(text).unexplained == 2
    assert plainness(text, own=["RCA"]).unexplained == 1
    assert plainness("Too short.").density is None


def test_nothing_shown_of_a_mail_can_act():
    """Links, addresses and mentions are taken apart, the words stay."""
    assert safe("<!channel> see http://evil.example/x") == "‹!channel> see http[:]//evil[.]example/x" or "[:]" in safe(
        "http://evil.example/x"
    )
    assert "@here" not in safe("hello @here")
    assert safe("Version 10.3 by 30.11.2026, 99.5 %.") == "Version 10.3 by 30.11.2026, 99.5 %."


def test_a_promise_made_before_on_the_same_thing_is_brought_up(digest):
    """The mail says "shortly"; in October the same report was promised for the 16th."""
    made = digest("2026-11-05-rca")
    assert "It had been promised by Friday 16 October 2026." in made.gist[1]
    assert [one.what for one in made.before] == ["send you the full RCA"]
    assert not digest("2026-10-30-improvement").gist[1].endswith("RCA")


def test_waiting_for_somebody_else_is_not_read_as_waiting_for_us(digest):
    """Feedback is awaited from the vendor."""
    (soft,) = [one for one in digest("2026-11-05-rca").soft if one.written.lower() == "awaiting feedback"]
    assert "wait for you" not in soft.meaning
    assert soft.ask == "With whom is it, since when, and who chases them?"


def test_what_we_are_to_give_up_is_no_promise_of_theirs(digest):
    """They promise the money on an invoice without a day; that the matter is closed is a condition to ask about."""
    made = digest("2026-10-23-goodwill")
    (promise,) = [one for one in made.said if one.mood == "promise"]
    assert promise.what == "credit 50 %, £409.20"
    assert promise.due.words == "on the October invoice"
    assert not promise.due.dated
    assert '"on the October invoice"; which day that is cannot be told here' in " ".join(made.gist)
    assert any("What do we give up?" in one for one in made.questions)


def test_a_late_update_is_held_against_the_hour_promised_before(digest):
    """The second word came at 11:41; it had been promised by 10:30."""
    assert "The next word had been promised by Wednesday 7 October 2026, 10:30." in digest("2026-10-07-2").gist[1]


def test_the_guide_s_table_of_five_mails_is_what_is_really_said(digest):
    """What happened, what was promised by when, and what to ask, each in a sentence of the reading."""
    guide = (MAILS.parents[2] / "docs" / "guide.md").read_text("utf-8")
    rows = [row.strip("|").split(" | ") for row in guide.splitlines() if row.startswith("| `20")]
    assert len(rows) == 5
    for name, happened, promised, ask in ([cell.strip() for cell in row] for row in rows):
        made = digest(name.strip("`"))
        gist = " ".join(made.gist)
        assert happened in gist
        assert promised in gist
        assert ask in made.questions or (ask.startswith("nothing") and not made.questions)
