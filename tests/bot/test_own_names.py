"""A person reads a priority by the name that stands in their own contract."""

from bot.answering.answer import Answer, Figure
from bot.answering.guard import orphans
from bot.answering.telling.own_names import in_own_names, own_names
from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Source


def level(priority, quote, number=1):
    return ServiceLevel(number, "C-1", Metric.RESPONSE, Source("c.md", clause="B1", quote=quote), priority=priority)


def answer(text):
    figure = Figure(key="response_attainment", label="P1 first response", value="2", unit="count", priority="P1")
    return Answer(question="q", state="answered", headline=text, text=text, topic="metric", figures=(figure,))


def test_a_contract_that_says_severity_is_answered_with_severity():
    """The number stays, the guard knows it, and the figure keeps the key that others look it up by."""
    names = own_names([level(1, "Severity 1 | 20 minutes"), level(2, "Severity 2 | 1 hour")])
    told = in_own_names(answer('P1 first response: 2 missed; two P2s. The mail: "P1 is down".'), names)
    assert told.text == 'Severity 1 first response: 2 missed; two Severity 2s. The mail: "P1 is down".'
    assert (told.figures[0].label, told.figures[0].priority, orphans(told)) == ("Severity 1 first response", "P1", [])


def test_a_contract_with_words_for_its_priorities_is_answered_with_those():
    """Critical begins a sentence with a capital; a word that stands for two priorities names none."""
    names = own_names([level(1, "Critical | 1 hour"), level(2, "High or Medium | 2 hours"), level(3, "Medium | 1 day")])
    assert names == {"P1": "critical"}
    assert in_own_names(answer("P1 tickets were late, P2 was not, nor P1s."), names).text == (
        "Critical tickets were late, P2 was not, nor critical tickets."
    )


def test_a_contract_that_says_p1_keeps_it():
    """Nothing is renamed, and an answer without a priority is left alone."""
    assert own_names([level(1, "P1 | 1 hour"), level(None, "Availability")]) == {}
    assert in_own_names(answer("All well."), {"P1": "Severity 1"}) == answer("All well.")
