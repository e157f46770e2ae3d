"""The tellers of the judgement and of the relationship: tickets, outages, money over time, talking; loaded when asked."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from bot.answering.answer import Answer
from bot.answering.telling.asked import Asked

# Each intent with the module here and the function that tells it.
WHERE = {
    "ticket_story": ("story", "tell"),
    "due_moment": ("due_moment", "tell"),
    "heads_billed": ("heads_billed", "tell"),
    "that_day": ("that_day", "tell"),
    "earlier_limit": ("earlier_limit", "tell"),
    "amended": ("amended", "tell"),
    "outages": ("outages", "tell"),
    "outage_cause": ("outage_cause", "tell"),
    "causes": ("causes", "tell"),
    "our_delays": ("ours", "tell"),
    "reopened": ("reopening", "tell"),
    "first_fix": ("reopening", "first_fix"),
    "lowered": ("priorities", "tell"),
    "integrity": ("checks", "tell"),
    "repeats": ("recurring", "tell"),
    "work_kinds": ("kinds", "tell"),
    "felt_time": ("felt", "tell"),
    "tickets_per_user": ("heads", "tell"),
    "backlog": ("queue", "tell"),
    "charge_drift": ("invoice_check", "tell"),
    "spend": ("invoice_check", "spend"),
    "credit_ledger": ("ledger", "tell"),
    "rise_notice": ("rise_notice", "tell"),
    "in_a_row": ("in_a_row", "tell"),
    "extra_cost": ("extra_cost", "tell"),
    "uncapped": ("uncapped", "tell"),
    "security_trend": ("security_record", "tell"),
    "leaving_cost": ("leaving_cost", "tell"),
    "growth": ("more_of", "tell"),
    "ownership": ("owning", "tell"),
    "meeting": ("meeting", "prepare"),
    "three_questions": ("meeting", "questions"),
    "felt_trust": ("meeting", "felt"),
    "choosing": ("meeting", "choosing"),
    "vague": ("vague", "tell"),
    "amount": ("amount", "tell"),
    "origins": ("origins", "tell"),
}


def _late(module: str, name: str) -> Callable[[Asked], Answer]:
    def tell(asked: Asked) -> Answer:
        told: Answer = getattr(import_module(f"bot.answering.telling.{module}"), name)(asked)
        return told

    return tell


TELLERS: dict[str, Callable[[Asked], Answer]] = {intent: _late(*where) for intent, where in WHERE.items()}
