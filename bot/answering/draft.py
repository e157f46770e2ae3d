"""An answer in the making: whatever is said with a digit goes through here, so that it stands in the evidence too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bot.answering.answer import Answer, Citation, Figure, State, Topic, Verdict
from bot.answering.asking.period import day
from store.facts.common import Money, Period, Source, Status, Unknown, Why

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
QUOTE_WORDS = 40
# An amendment that sets new words has them in quotation marks of its own.
QUOTES = '"“”'
CODED = re.compile(r"\b(?P<code>[A-Z]{3}) (?P<sum>\d+(?:\.\d+)?)(?![\d,])")
MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(slots=True)
class Draft:
    """Collects paragraphs, figures, citations and unknowns; `answer` freezes them."""

    question: str
    topic: Topic
    contract: str | None = None
    period: Period | None = None
    as_of: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    unknowns: list[Unknown] = field(default_factory=list)
    next_steps: list[str] = field(default_factory=list)
    to_ask: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def say(self, *sentences: str) -> None:
        """Add a paragraph of the given sentences; empty ones are dropped."""
        told = " ".join(sentence for sentence in sentences if sentence).replace('.".', '."')
        if told:
            self.paragraphs.append(told)

    def figure(self, key: str, label: str, value: Decimal | int | str, unit: str, **more: Any) -> str:
        """Register one figure and return it as a person reads it ("91.30 %", "15 minutes", "£1,850.00")."""
        text = str(value)
        more.setdefault("contract", self.contract)
        more.setdefault("as_of", self.as_of)
        made = Figure(key=key, label=label, value=text, unit=unit, **more)
        if made not in self.figures:
            self.figures.append(made)
        return shown(made)

    def money(self, key: str, label: str, money: Money, **more: Any) -> str:
        """Register an amount and return it with its currency sign."""
        return self.figure(key, label, f"{money.amount:.2f}", money.currency, currency=money.currency or None, **more)

    def on(self, key: str, label: str, when: date, sources: tuple[str, ...] = ()) -> str:
        """Register a date and return it as people write it."""
        self.figure(key, label, when.isoformat(), "date", role="target", sources=sources)
        return day(when)

    def month(self, month: str, what: str = "A month spoken of", sources: tuple[str, ...] = ()) -> str:
        """Register a month ("2026-09") and return its name."""
        label = Period.of_month(month).label
        self.figure("month", f"{what}: {label}", month, "month", role="target", sources=sources)
        return label

    def cite(self, source: Source, status: Status = Status.FOUND, contract: str | None = None) -> str:
        """Register the contract's own words and return where they stand: "Schedule 2, 3.1 (page 7)"."""
        if source.clause is None or source.quote is None:
            return source.file
        made = Citation(
            contract or self.contract or "", source.file, source.clause, source.quote, source.page, status.value
        )
        if made not in self.citations:
            self.citations.append(made)
        return place(source.clause, source.page)

    def quoted(self, source: Source, status: Status = Status.FOUND) -> str:
        """The contract's words in quotation marks with their place; long ones are cut at a word and marked."""
        where = self.cite(source, status)
        return f'{where}: "{short(source.quote).strip(QUOTES)}"' if source.quote else where

    def cannot(self, what: str, why: Why, fix: str) -> None:
        """Register one thing that cannot be told."""
        made = Unknown(what, why, fix)
        if made not in self.unknowns:
            self.unknowns.append(made)

    def ask_provider(self, question: str) -> None:
        """Suggest one question for the provider."""
        if question not in self.to_ask:
            self.to_ask.append(question)

    def answer(self, headline: str, state: State = "answered", verdict: Verdict | None = None) -> Answer:
        """Freeze the draft. The text is the headline, the paragraphs, what could not be told, and one question."""
        return Answer(
            question=self.question,
            state=state,
            headline=headline,
            text="\n\n".join([headline, *self.paragraphs, *self._closing()]),
            topic=self.topic,
            verdict=verdict,
            period=self.period,
            figures=tuple(self.figures),
            citations=tuple(self.citations),
            unknowns=tuple(self.unknowns),
            next_steps=tuple(self.next_steps),
            questions_for_provider=tuple(self.to_ask),
            extra={**self.extra, "readings": tuple(self.readings)},
        )

    def _closing(self) -> Iterable[str]:
        if self.unknowns:
            yield "\n".join(
                ["What we cannot tell", *(f"• {sentence(u.what)} {sentence(u.fix)}" for u in self.unknowns)]
            )
        if self.to_ask:
            yield f"A question for the provider: {self.to_ask[0]}"


def day_forms(value: str) -> tuple[str, ...]:
    """The ways a date figure or a month figure is written in a text; nothing for any other figure."""
    try:
        if MONTH.fullmatch(value):
            return (Period.of_month(value).label, value)
        return (day(date.fromisoformat(value)), value)
    except ValueError:
        return ()


def during(period: Period) -> str:
    """A period after its preposition: "in August 2026", "from 1 to 7 March", "on 3 October 2026"."""
    if period.start == period.end:
        return f"on {period.label}"
    return f"from {period.label}" if " to " in period.label and "(" not in period.label else f"in {period.label}"


def sentence(words: str) -> str:
    """The words as a sentence: capital first, full stop last."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".") if words else ""


def place(clause: str, page: int | None) -> str:
    """A clause as people say it, with its page where there is one."""
    named = clause if clause[:1].isalpha() else f"clause {clause}"
    return f"{named} (page {page})" if page else named


def short(quote: str | None) -> str:
    """A quotation on one line, cut at forty words with an ellipsis."""
    words = (quote or "").split()
    return " ".join(words) if len(words) <= QUOTE_WORDS else " ".join(words[:QUOTE_WORDS]) + " …"


def shown(figure: Figure) -> str:
    """A figure as a person reads it."""
    if figure.currency:
        return amount(Money(Decimal(figure.value), figure.currency))
    if figure.unit == "%":
        return f"{figure.value} %"
    if figure.unit in {"", "count", "date"}:
        return figure.value
    unit = figure.unit if figure.value != "1" else figure.unit.removesuffix("s")
    return f"{figure.value} {unit}"


def amount(money: Money) -> str:
    """£1,850.00, or 1,850.00 CHF where the sign is not common."""
    sign = SYMBOLS.get(money.currency)
    figure = f"{abs(money.amount):,.2f}"
    minus = "-" if money.amount < 0 else ""
    return f"{minus}{sign}{figure}" if sign else f"{minus}{figure} {money.currency}".rstrip()


def in_one_way(words: str) -> str:
    """Amounts in the words of a sum written as everywhere else: "GBP 8184.00" as "£8,184.00", "AUD 9072" as "9,072.00 AUD"."""
    return CODED.sub(lambda found: amount(Money(Decimal(found["sum"]), found["code"])), words)


def percent(value: Decimal) -> str:
    """A percentage with two places, as the figures carry it."""
    return f"{value:.2f}"


def plain(value: Decimal) -> str:
    """A percentage of the contract's own as it would print it: 4, not 4.00; exact all the same."""
    return f"{value.normalize():f}"


def duration(seconds: int) -> tuple[str, str]:
    """Seconds as (value, unit) people use: 900 -> ("15", "minutes"), 14400 -> ("4", "hours"); exact, never rounded."""
    if seconds % 3600 == 0 and seconds >= 3600:
        return str(seconds // 3600), "hours"
    if seconds % 60 == 0:
        return str(seconds // 60), "minutes"
    return str(seconds), "seconds"


def listed(words: Iterable[str]) -> str:
    """Join words as a person does: a, b and c."""
    items = list(words)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""
