"""Where a sum of money comes from: the invoice lines, credits and written promises that hold exactly this figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked
from bot.digest.keeping import brought_up
from bot.digest.safe import safe
from store.facts.common import Money, Period, Source, Why

SUM = re.compile(r"[£$€]\s?(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)")
SHOWN = 8


def named(text: str) -> Decimal | None:
    """The sum of money a question names; None where it names none."""
    match = SUM.search(text)
    return Decimal(match["sum"].replace(",", "")) if match else None


def tell(asked: Asked) -> Answer:
    """Every place on record that holds the sum asked about."""
    draft = asked.draft("value", timed=False)
    wanted = named(asked.question.text) or Decimal(0)
    lines = [*_invoiced(asked, wanted, draft), *_credited(asked, wanted, draft), *_written(asked, wanted, draft)]
    currency = next((line.net.currency for line in asked.case.happened.invoices), asked.case.facts.currency)
    shown = draft.money("asked_sum", "Sum asked about", Money(wanted, currency), role="target")
    if not lines:
        draft.cannot(f"what {shown} is", Why.NOT_UPLOADED, "Add the invoice or the email it stands in.")
        return draft.answer(f"Nothing on record here holds exactly {shown}.", "unknown", "cannot_tell")
    draft.say("\n".join(f"• {line}" for line in lines[:SHOWN]))
    places = draft.figure("places", "Places that hold this sum", len(lines), "count")
    return draft.answer(f"{shown} stands in {places} {'place' if len(lines) == 1 else 'places'} on record.")


def _invoiced(asked: Asked, wanted: Decimal, draft: Draft) -> Iterator[str]:
    for line in asked.case.happened.invoices:
        if abs(line.net.amount) == wanted:
            draft.readings += [line.invoice, line.description]
            month = draft.month(line.month, sources=(str(line.source),))
            what = "a credit on invoice" if line.net.amount < 0 else "a line on invoice"
            credit = f", for the service credit of {draft.month(line.credit_for)}" if line.credit_for else ""
            yield f"{what} {line.invoice} for {month}: {line.description}{credit}"


def _credited(asked: Asked, wanted: Decimal, draft: Draft) -> Iterator[str]:
    for month in asked.case.months_with_data():
        one = asked.case.credits(month)
        name = Period.of_month(month).label
        kinds = (("owed by the contract", one.owed), ("credited", one.credited), ("still short", one.short))
        for what, money in kinds:
            if money is not None and money.amount == wanted and wanted:
                draft.month(month)
                yield f"service credit {what} for {name}"


def _written(asked: Asked, wanted: Decimal, draft: Draft) -> Iterator[str]:
    case = asked.case
    brought_up(case.stores, case.ref, case.now)
    for one in case.stores.promises.listed(case.ref):
        if one.made_at < case.now and any(
            Decimal(m["sum"].replace(",", "")) == wanted for m in SUM.finditer(one.quote)
        ):
            on = draft.on("promised_on", "Promised on", one.made_at.astimezone(ZoneInfo(case.facts.tz)).date())
            quote = safe(one.quote)
            draft.cite(Source(one.source.file, clause=f"email of {on}", quote=quote))
            yield f'the provider\'s email of {on}: "{quote}"'
