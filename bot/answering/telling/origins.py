"""Where the figures come from and what is not known: the files on record, up to which day, and what would be needed."""

from __future__ import annotations

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked
from store.facts.common import Why

FILES = (
    ("invoices", "invoices"),
    ("outages", "outages"),
    ("headcount", "head counts"),
    ("security", "security counts"),
)
FIXES = {"invoices": "invoices.csv", "outages": "outages.csv", "headcount": "headcount.csv", "security": "security.csv"}


def tell(asked: Asked) -> Answer:
    """The documents, tickets and tables that every answer rests on, and the kinds of evidence that are not here."""
    case = asked.case
    draft = asked.draft("other", timed=False)
    documents = case.stores.contracts.documents(case.ref)
    draft.readings += [one.name for one in documents]
    lines = [f"the contract: {listed(one.name for one in documents)}"] if documents else []
    lines += _tickets(asked, draft)
    for kind, name in FILES:
        months = case.stores.happenings.coverage(case.ref, kind).months
        if months:
            first, last = draft.month(months[0]), draft.month(months[-1])
            lines.append(f"{name}: {first}" + (f" to {last}" if last != first else ""))
        else:
            draft.cannot(name, Why.NOT_UPLOADED, f"Add them: itbot add {FIXES[kind]}")
    mails = len(case.stores.mails.listed(case.ref))
    if mails:
        number = draft.figure("emails", "Emails on record", mails, "count")
        lines.append(f"{number} {'email' if mails == 1 else 'emails'}")
    else:
        draft.cannot("what was promised in writing", Why.NOT_UPLOADED, "Add the provider's emails: itbot add MAIL.eml")
    draft.say("\n".join(f"• {one}" for one in lines))
    draft.say(
        "Every figure is counted by rule from these, never guessed; each answer keeps a receipt with its rows and clauses. "
        "A term that was read by machine says so until a person has confirmed it, a small number of cases is called small, "
        "and what cannot be told is said instead of filled in."
    )
    draft.next_steps += ["itbot doctor says what is missing or stale", "itbot log shows what each answer rested on"]
    return draft.answer(
        "The figures come from your own files, and from nothing else.", "partly" if draft.unknowns else "answered"
    )


def not_here(asked: Asked, draft: Draft) -> None:
    """Register every kind of evidence of which nothing has been added, with what to add."""
    case = asked.case
    for kind, name in FILES:
        if not case.stores.happenings.coverage(case.ref, kind).months:
            draft.cannot(name, Why.NOT_UPLOADED, f"Ask the provider for them, and add them: itbot add {FIXES[kind]}")
    if not case.happened.claims:
        draft.cannot("what the provider reports of itself", Why.NOT_UPLOADED, "Ask for its reports: itbot add REPORT")


def _tickets(asked: Asked, draft: Draft) -> list[str]:
    case = asked.case
    count, covered = case.ticket_count, case.covered
    if not count or covered is None:
        draft.cannot("tickets", Why.NOT_UPLOADED, "Add the provider's ticket export: itbot add tickets.csv")
        return []
    number = draft.figure("tickets_held", "Tickets on record", count, "tickets")
    first, last = (
        draft.on(f"tickets_{end}", f"Tickets {end}", day) for end, day in zip(("from", "to"), covered, strict=True)
    )
    return [f"{number}, opened from {first} to {last}"]
