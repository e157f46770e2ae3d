"""Some 1,300 ways in which managers ask for each thing, and what each must not be taken for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.answering.asking.period import Anchor
from bot.answering.asking.question import Known, understood
from store.facts.agreed import Metric
from store.facts.tickets import TicketType

HERE = Path(__file__).parent
TODAY = Anchor(date(2026, 11, 23), service_start=date(2024, 11, 1), landmarks=(("amendment", date(2026, 3, 1)),))
KNOWN = Known(
    (("BRC-2024-117", "Managed IT Services Agreement", "Brindlecote IT Services Limited"),),
    ("Site Network", "Hosted Desktop"),
    frozenset(
        """
        marrowdale kitchens limited account manager agreement availability charges cpi critical patch customer data device
        edr first response good industry practice incident measured service mfa monthly charge report persistent failure
        planned maintenance priority project work provider personnel resolution security request credit hours level term
        ticket user working day
        """.split()
    ),
)


def asked(words):
    return understood(words, TODAY, KNOWN)


def phrasings():
    """(words, intent) of every line of the table: "# intent" heads the lines that ask for it."""
    intent = ""
    for line in (HERE / "phrasings.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            intent = line[2:]
        elif line.strip():
            yield line.strip(), intent


@pytest.mark.parametrize(("words", "intent"), list(phrasings()))
def test_what_managers_ask_for(words, intent):
    """Curt, polite, slipped, British or American: the question is placed by what it says."""
    assert asked(words).intent == intent


SLOTS = """
    P1 P2 P3 P4 response september                            | month_overview | response            | 1 2 3 4
    p1/p2 response october                                     | month_overview | response            | 1 2
    P1-P3 resolution in Q3                                     | month_overview | resolution          | 1 2 3
    priorities 1 and 2 response last month                     | month_overview | response            | 1 2
    Sev 1 fixes last month                                     | month_overview | resolution          | 1
    all priorities response october                            | month_overview | response            |
    P2 response and fix, September please                      | month_overview | response resolution | 2
    was the network down in October                            | month_overview | availability        |
    were critical tickets answered in time in May              | month_overview | response            | 1
    how fast must critical patches go on                       | target         | patching            |
    how fast were P2s resolved in July                         | longest        | resolution          | 2
    when was the last restore test                             | restore_duty   | restore_test        |
    are laptops on EDR and users on MFA? October               | month_overview | mfa edr             |
    P1 back up and running within 4 hours in May?              | month_overview | resolution          | 1
"""


@pytest.mark.parametrize("line", [line for line in SLOTS.strip().splitlines() if line.strip()])
def test_which_levels_are_meant(line):
    """Several priorities and metrics in one question are all kept, and no others."""
    words, intent, metrics, priorities = (part.strip() for part in line.split("|"))
    found = asked(words)
    assert (found.intent, {m.value for m in found.metrics}, list(found.priorities)) == (
        intent,
        set(metrics.split()),
        [int(number) for number in priorities.split()],
    )


def test_a_service_is_known_by_the_word_that_tells_it_from_the_others():
    """People say "the network" and "the desktop"."""
    assert asked("was the network up in October").service == "Site Network"
    assert asked("was the desktop up in October").service == "Hosted Desktop"
    assert asked("availability of the hosted desktop in May").service == "Hosted Desktop"


@pytest.mark.parametrize("words", ["was email down in October", "uptime of the telephone system in Q3"])
def test_a_service_without_a_level_is_not_answered_with_anothers(words):
    """Availability of something the contract does not measure is said to be unmeasured."""
    found = asked(words)
    assert (found.intent, bool(found.unmeasured)) == ("unmeasured", True)


def test_counts_say_what_is_counted():
    """Incidents, requests, cancelled tickets and users are told apart."""
    assert asked("how many service requests in July").kind is TicketType.REQUEST
    assert asked("how many tickets in July without the cancelled ones").without_cancelled
    assert asked("break fix per head in July").per_user


def test_the_form_of_the_answer_is_known():
    """A list, a date, a share and a yes are different answers."""
    wants = {
        "which P1s were late in May": "list",
        "when was the last restore test": "when",
        "what share of P1s was met in May": "share",
        "did they meet P1 in May": "yes_no",
        "why did they miss P1 in May": "why",
        "how many P1s in May": "how_many",
    }
    assert {words: asked(words).wants for words in wants} == wants


def test_two_terms_of_a_difference_are_both_asked_for():
    """Both sides of "What is the difference" are explained."""
    assert asked("difference between an incident and a service request?").terms == ("incident", "service request")
    assert asked("MFA?? what is that").term == "MFA"
    assert asked("explain 'Monthly Charge' please").term == "Monthly Charge"


def test_a_supposed_target_is_left_aside():
    """The question is answered on the contract's own target."""
    found = asked("Pretend the P1 target is 50 %. Did they meet it in May 2025?")
    assert (found.intent, found.priorities, found.supposed) == (
        "month_overview",
        (1,),
        "pretend the p1 target is 50 %.",
    )


def test_two_periods_are_compared_in_the_order_of_speaking():
    """The same month twice is this year's and last year's."""
    found = asked("Is P1 response better or worse than last year? September against September")
    assert [reading.period.label for reading in found.readings] == ["September 2026", "September 2025"]


def test_a_priority_outside_the_contract_is_odd_and_one_inside_is_not():
    """What counts as odd depends on the contract."""
    five = Known(KNOWN.contracts, KNOWN.services, KNOWN.words, (1, 2, 3, 4, 5))
    assert asked("P5 response in May").odd_priority == "P5"
    assert understood("P5 response in May", TODAY, five).priorities == (5,)
    assert asked("sev 0 response").odd_priority == "SEV 0"


def test_a_slip_in_our_own_providers_name_is_no_stranger():
    """A near miss of a name we know is that name."""
    found = asked("how did Brindelcote do in September")
    assert (found.contracts, found.unknown_names) == (("BRC-2024-117",), ())


def test_title_case_makes_no_strangers():
    """Capitals in every word are a habit, not names."""
    assert asked("How Did They Do On P1 Response In September").unknown_names == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats the taget for critcal incidents", "target"),
        ("P1 resoltuion lsat month", "resolution last"),
        ("avialability in octobre", "availability in october"),
        ("servcie credits", "service credits"),
        ("root cause analysis", "root cause analysis"),
        ("who do I contact", "contact"),
        ("change the price", "change"),
        ("misses in August", "misses"),
    ],
)
def test_slips_are_mended_and_real_words_are_left(typed, meant):
    """A word that exists is never turned into one of ours."""
    assert meant in asked(typed).spoken


def demo_metric_questions():
    """Questions of the sample company whose answer is one figure of one level in one period."""
    path = HERE.parents[1] / "demo" / "marrowdale" / "questions.jsonl"
    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line)
        figures = [f for f in case["expect"].get("figures", ()) if f["key"] in KEYS]
        if len(figures) == 1 and case["topic"] == "metric" and case["expect"].get("period"):
            yield pytest.param(case["question"], figures[0], case["expect"]["period"], id=case["id"])


KEYS = {
    "response_attainment": Metric.RESPONSE, "resolution_attainment": Metric.RESOLUTION, "availability": Metric.AVAILABILITY,
    "patching": Metric.PATCHING, "backup": Metric.BACKUP, "edr": Metric.EDR, "mfa": Metric.MFA,
}  # fmt: skip


@pytest.mark.parametrize(("words", "figure", "period"), list(demo_metric_questions()))
def test_the_sample_questions_find_their_level_and_period(words, figure, period):
    """What the expected figure is about is what the question is read to be about."""
    found = asked(words)
    assert not found.metrics or KEYS[figure["key"]] in found.metrics
    assert found.priorities == ((int(figure["priority"][1]),) if "priority" in figure else ())
    assert (str(found.period.start), str(found.period.end)) == (period["from"], period["to"])


@pytest.mark.parametrize("words", ["", "   ", "?", "\x00", "a" * 20_000, "P1 " * 5_000, "((((", "what is " * 300])
def test_no_text_upsets_it(words):
    """Whatever is typed is read or not placed; nothing is raised."""
    assert asked(words).intent


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Hi Tom, how did August go? Thanks, Jane", ()),
        ("the IT Steering Group wants P1 response for October", ()),
        ("what does the contract say about Force Majeure", ()),
        ("does it cover Zoom and Dropbox", ()),
        ("How did Marrowdale Kitchens do in October", ()),
        ("what is Northwind's P1 response", ("Northwind",)),
        ("P1 response for Leeds in October", ("Leeds",)),
        ("what does our contract with Vodafone say about notice", ("Vodafone",)),
    ],
)
def test_which_names_are_nobody_we_know(words, names):
    """A name narrows a figure; in a question about the contract's words only a company's name matters."""
    assert asked(words).unknown_names == names
