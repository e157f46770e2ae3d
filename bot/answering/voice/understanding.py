"""A second reading of a question that no rule places: a model picks from closed lists, code resolves everything else.

Dates, contracts and priorities are never the model's: they stay as the rules read them from the words. Unsure stays
unsure, and a person is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from bot.answering.asking.question import Question
from bot.answering.voice.model import Model, ModelError
from prompts import prompt
from store.facts.agreed import Metric

WITHIN_S = 8.0
Topic = Literal[
    "value", "month_overview", "missed", "target", "longest", "count", "backlog", "headcount", "money", "credits",
    "credit_deadline", "credit_terms", "trigger", "trend", "comparison", "claims", "evidence", "report_duty", "review_duty",
    "roadmap_duty", "service_hours", "break_fix", "price", "our_duties", "restore_duty", "term_dates", "clause", "unclear",
    "outages", "causes", "our_delays", "reopened", "first_fix", "lowered", "integrity", "repeats", "work_kinds",
    "felt_time", "tickets_per_user", "charge_drift", "spend", "credit_ledger", "security_trend", "leaving_cost",
    "that_day", "heads_billed", "amended",
]  # fmt: skip
ABOUT: dict[str, str] = {
    "value": "whether the business gets what it pays for, as a whole",
    "month_overview": "how the provider did against a service level or all of them in a time",
    "missed": "which or how many service levels or tickets were late or missed",
    "target": "what the contract promises as a time or a share",
    "longest": "the longest or slowest ticket, or how long tickets took",
    "count": "how many tickets there were",
    "backlog": "tickets that are open now",
    "headcount": "how many users or devices the provider looks after",
    "money": "what was invoiced or paid in the past",
    "credits": "service credits owed, paid or still to claim",
    "credit_deadline": "how and by when a credit must be claimed",
    "credit_terms": "what the contract gives for a missed service level",
    "trigger": "repeated failure and the rights it gives",
    "trend": "whether faults become more or fewer over time",
    "comparison": "one time against another",
    "claims": "the provider's own figures against the tickets",
    "evidence": "what proof there is that regular duties were done",
    "report_duty": "whether the provider's reports came",
    "review_duty": "whether review meetings were held",
    "roadmap_duty": "whether there is a technology roadmap",
    "service_hours": "the hours in which help is given",
    "break_fix": "how many things broke",
    "price": "what the contract says things cost",
    "our_duties": "what the customer itself must do",
    "restore_duty": "whether backups were proved by a restore",
    "term_dates": "when the contract ends, renews, and notice must be given",
    "clause": "what else the contract says",
    "outages": "how often services went down, how long in all, and the worst time",
    "causes": "whose delay late tickets were: the provider's, ours, a third party's",
    "our_delays": "how long tickets waited for us, our own answers",
    "reopened": "tickets opened again after they were called finished",
    "first_fix": "how many were fixed the first time",
    "lowered": "tickets made more or less urgent after they were logged",
    "integrity": "whether the ticket records themselves raise questions",
    "repeats": "faults that keep coming back",
    "work_kinds": "what kind of work it was, and how much of it reactive or proactive",
    "felt_time": "how long people really waited, by the wall clock",
    "tickets_per_user": "tickets for each user",
    "charge_drift": "whether invoices agree with the contract's prices and counts",
    "spend": "everything invoiced added up, projects and extras among it",
    "credit_ledger": "all credits over the months, and what can still be claimed",
    "security_trend": "patches, backups and other security counts over the months",
    "leaving_cost": "what it would cost to end the contract early",
    "that_day": "what comes by itself when nobody acts: the renewal, the day for notice, credits that lapse",
    "heads_billed": "whether more users or devices were billed than there are",
    "amended": "what an amendment of the contract changed",
    "unclear": "none of these, or not to be told",
}


# Topics whose answer is about the whole relationship or the contract, so that a word nobody understood cannot narrow it.
WHOLE = {
    "value", "target", "credit_deadline", "credit_terms", "service_hours", "price", "our_duties", "term_dates", "clause",
}  # fmt: skip


class Picked(BaseModel):
    """What a model may pick, and nothing beside."""

    model_config = ConfigDict(extra="forbid")

    intent: Topic
    metrics: list[Metric] = Field(default_factory=list, max_length=4)
    sure: bool


@dataclass(frozen=True, slots=True)
class Ear:
    """Asks a model what an unplaced question is about."""

    model: Model

    def heard(self, question: Question) -> Question:
        """The question with the topic a model is sure of; unchanged where rules placed it or nobody is sure."""
        if not open_to_a_model(question):
            return question
        try:
            picked = self.model.fill(Picked, instruction(question.spoken), WITHIN_S).value
        except ModelError:
            return question
        if not picked.sure or picked.intent == "unclear" or (question.unread and picked.intent not in WHOLE):
            return question
        return replace(question, intent=picked.intent, metrics=tuple(picked.metrics), guessed=ABOUT[picked.intent])


def open_to_a_model(question: Question) -> bool:
    """Only a question that no rule placed, about no stranger and no time that is not held."""
    return question.intent == "unclear" and not (question.unplaced or question.unknown_names or question.odd_priority)


def instruction(spoken: str) -> str:
    """What the model is told: the topics and the question as data."""
    intents = "\n".join(f"{name}: {ABOUT[name]}" for name in get_args(Topic))
    return prompt("understanding").filled(
        question=" ".join(spoken.split()), intents=intents, metrics=", ".join(metric.value for metric in Metric)
    )
