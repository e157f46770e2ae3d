"""The same charts for a terminal: a row of bars, a row of coloured blocks, in words where there is no colour."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.text import Text

from bot.charting.model import Bars, Drawable, Heat, Pairs, Rates, Scores
from bot.cli.screen import sparkline

CELLS = {
    "evidenced": ("✓", "green"),
    "late": ("L", "yellow"),
    "no_evidence": ("×", "red"),
    "not_due": ("·", "dim"),
    "none": (" ", ""),
}
STATES = {"met": ("■", "green"), "missed": ("×", "red"), "no_demand": ("–", "dim"), "unknown": ("?", "magenta")}


def lines(shown: Drawable) -> list[Text]:
    """A chart as lines of text; every sign means the same without its colour."""
    head = Text(shown.title, style="bold")
    match shown:
        case Bars():
            row = Text()
            for state in shown.states:
                row.append(*STATES[state])
            return [
                head,
                row.append(f"  {_span(shown.months)}", style="dim"),
                Text("■ met  × missed  – no demand  ? cannot tell", style="dim"),
            ]
        case Rates():
            return [
                head,
                Text(f"{sparkline(shown.rates)}  months {shown.numbers[0]} to {shown.numbers[-1]} of the contract"),
            ]
        case Pairs():
            top = max([one for one in (*shown.owed, *shown.received) if one is not None], default=Decimal(0))
            return [
                head,
                Text(f"{sparkline([*shown.owed, top])[:-1]}  owed      {_span(shown.months)}", style="red"),
                Text(f"{sparkline([*shown.received, top])[:-1]}  received", style="green"),
            ]
        case Heat():
            return [head, *_rows(shown), Text("✓ in time  L late  × no evidence  · not due yet", style="dim")]
        case Scores():
            return [head, *(_score(label, None if score is None else float(score)) for label, score in shown.parts)]


def _span(months: Sequence[str]) -> str:
    return f"{months[0]} to {months[-1]}"


def _rows(shown: Heat) -> list[Text]:
    width = max(len(name) for name, _ in shown.rows)
    rows = []
    for name, cells in shown.rows:
        row = Text(f"{name:<{width}}  ")
        for cell in cells:
            row.append(*CELLS[cell])
        rows.append(row)
    return [*rows, Text(f"{'':<{width}}  {_span(shown.months)}", style="dim")]


def _score(label: str, score: float | None) -> Text:
    if score is None:
        return Text(f"{label:<32}  {'░' * 20}  not known", style="magenta")
    full = round(score / 5)
    colour = "green" if score >= 80 else "yellow" if score >= 60 else "red"
    return Text(f"{label:<32}  ").append("█" * full + "·" * (20 - full), style=colour).append(f"  {score:.0f}")
