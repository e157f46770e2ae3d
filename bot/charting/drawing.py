"""Draws a chart as PNG: large letters for a small screen, colours that the colour-blind tell apart, marks beside them.

No global state is touched, so that several threads may draw at once; the same data give the same bytes.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from bot.charting.model import Bars, Drawable, Heat, Pairs, Rates, Scores

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's palette, which all common kinds of colour blindness tell apart.
BLUE, RED, ORANGE, GREEN, GREY, INK = "#0072B2", "#D55E00", "#E69F00", "#009E73", "#9A9A9A", "#222222"
PALE = "#ECECEC"
WIDTH, HEIGHT, DPI = 6.0, 4.0, 180
SMALL, NORMAL, TITLE = 11, 12, 14
# So many misses at most are labelled where the months are many.
FEW_MISSES = 8
FLOORS = (99.5, 99, 98, 95, 90, 80, 70, 50, 0)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SIGNS = {"evidenced": ("✓", BLUE, "white"), "late": ("late", ORANGE, INK), "no_evidence": ("×", RED, "white"),
         "not_due": ("·", PALE, GREY), "none": ("", "white", GREY)}  # fmt: skip


def drawn(shown: Drawable) -> bytes:
    """The picture of a chart's data."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, _height(shown)), dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    figure.suptitle(
        "\n".join(textwrap.wrap(shown.title, 48)),
        x=0.02,
        ha="left",
        fontsize=TITLE,
        fontweight="bold",
        color=INK,
        parse_math=False,
    )
    DRAWERS[type(shown)](axes, shown)
    _plain(axes)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _height(shown: Drawable) -> float:
    return 1.5 + 0.38 * max(3, len(shown.rows)) if isinstance(shown, Heat) else HEIGHT


def _plain(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.tick_params(colors=INK, labelsize=SMALL, length=0)


def _month_ticks(axes: Axes, months: Sequence[str]) -> None:
    """At most a dozen months are named; the year stands under the first one and under each January shown."""
    step = next(step for step in (1, 2, 3, 6, 12) if len(months) / step <= (12 if step == 1 else 8))
    step = 2 if step == 1 and len(months) > 8 else step
    places = list(range(len(months) - 1, -1, -step))[::-1]
    labels, year = [], ""
    for place in places:
        month = months[place]
        name = MONTHS[int(month[5:]) - 1]
        labels.append(f"{name}\n{month[:4]}" if month[:4] != year else name)
        year = month[:4]
    axes.set_xticks(places, labels)


def _legend(axes: Axes, handles: Sequence[Any], columns: int = 3) -> None:
    axes.figure.legend(
        handles=list(handles),
        loc="outside lower left",
        ncols=columns,
        frameon=False,
        fontsize=SMALL,
        handlelength=1.4,
        columnspacing=1.2,
    )


def _patch(label: str, colour: str, hatch: str = "") -> Any:
    from matplotlib.patches import Patch

    return Patch(facecolor=colour, edgecolor="white" if hatch else colour, hatch=hatch, label=label)


def _dot(label: str, colour: str, marker: str) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, marker=marker, linestyle="", markersize=9, label=label)


def _stroke(label: str, colour: str, style: Literal["-", ":"]) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, linestyle=style, linewidth=2, label=label)


def _bars(axes: Axes, shown: Bars) -> None:
    """Dots, not bars: the scale need not begin at nothing, and a dot does not pretend that it does."""
    floor = _floor(shown)
    known = [(place, float(value)) for place, value in enumerate(shown.values) if value is not None]
    axes.plot([place for place, _ in known], [value for _, value in known], color="#BBBBBB", linewidth=1.5, zorder=1)
    for place, target in enumerate(shown.targets):
        if target is not None:
            axes.plot(
                [place - 0.5, place + 0.5], [float(target)] * 2, color=INK, linewidth=2, solid_capstyle="butt", zorder=2
            )
    missed = shown.states.count("missed")
    for place, (value, state) in enumerate(zip(shown.values, shown.states, strict=True)):
        if value is None:
            sign = "–" if state == "no_demand" else "?"
            axes.text(place, floor, sign, ha="center", va="bottom", color=GREY, fontsize=TITLE, fontweight="bold")
            continue
        late = state == "missed"
        axes.scatter(place, float(value), s=80, marker="X" if late else "o", color=RED if late else BLUE, zorder=3)
        if late and (missed <= FEW_MISSES or len(shown.months) <= 12):
            axes.annotate(
                _label(value), (place, float(value)), xytext=(0, -9), textcoords="offset points", ha="center", va="top",
                fontsize=SMALL, color=RED, fontweight="bold",
            )  # fmt: skip
    axes.set_ylim(floor - (100 - floor) * 0.09, 100 + (100 - floor) * 0.05)
    axes.set_xlim(-0.7, max(len(shown.months), 4) - 0.3)
    axes.set_yticks([floor + (100 - floor) * part / 5 for part in range(6)])
    axes.yaxis.set_major_formatter("{x:.4g} %")
    axes.grid(axis="y", color=PALE, zorder=0)
    axes.set_axisbelow(True)
    _month_ticks(axes, shown.months)
    _legend(axes, [_dot("met", BLUE, "o"), _dot("missed", RED, "X"), _stroke("target", INK, "-")])


def _floor(shown: Bars) -> float:
    """Where the scale begins: the highest round figure that leaves a tenth of the scale under the lowest value."""
    known = [float(value) for value in shown.values if value is not None]
    lowest = min([*known, *(float(target) for target in shown.targets if target is not None)], default=0.0)
    return next(floor for floor in FLOORS if not floor or lowest - floor >= (100 - floor) / 10)


def _label(value: Decimal) -> str:
    """A missed figure as every table shows it, without noughts at its end."""
    return f"{value.normalize():f}"


def _rates(axes: Axes, shown: Rates) -> None:
    for number in shown.rollout:
        axes.axvspan(number - 0.5, number + 0.5, color=ORANGE, alpha=0.3, linewidth=0)
    top = max(shown.rates, default=0.0) * 1.25 or 1.0
    for mark in (4, 12):
        if shown.numbers and mark <= max(shown.numbers):
            axes.axvline(mark, color=GREY, linestyle=(0, (4, 3)), linewidth=1.5)
            axes.text(mark + 0.2, top * 0.985, f"month {mark}", fontsize=SMALL, color="#555555", va="top")
    axes.plot(shown.numbers, shown.rates, color=BLUE, linewidth=2.5, marker="o", markersize=5)
    if shown.base is not None:
        axes.hlines(shown.base, 6.5, max(shown.numbers) + 0.5, color=GREEN, linestyle=(0, (1, 1)), linewidth=2.5)
    handles = [_stroke("faults per user", BLUE, "-")]
    handles += [_stroke("level of months 7 to 12", GREEN, ":")] if shown.base is not None else []
    handles += [_patch("bedding in", "#F5D58C")] if shown.rollout else []
    axes.set_ylim(0, top)
    axes.set_xlim(min(shown.numbers, default=1) - 0.8, max(max(shown.numbers, default=1), 4) + 0.8)
    axes.set_xlabel("month of the contract", fontsize=SMALL, color=INK)
    axes.yaxis.set_major_formatter("{x:.2f}")
    axes.locator_params(axis="y", nbins=5)
    axes.locator_params(axis="x", integer=True, nbins=9)
    _legend(axes, handles)


def _pairs(axes: Axes, shown: Pairs) -> None:
    for place, (owed, received) in enumerate(zip(shown.owed, shown.received, strict=True)):
        if owed is None:
            axes.text(place, 0, "?", ha="center", va="bottom", color=GREY, fontsize=NORMAL, fontweight="bold")
        else:
            axes.bar(place - 0.2, float(owed), width=0.38, color=RED, hatch="///", edgecolor="white", linewidth=0)
        axes.bar(place + 0.2, float(received), width=0.38, color=BLUE)
    highest = max([float(one) for one in (*shown.owed, *shown.received) if one is not None], default=0.0)
    axes.set_ylim(0, highest * 1.15 or 1.0)
    if not highest:
        words = "no credit in these months" if None not in shown.owed else "cannot be told"
        axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", color=GREY, fontsize=NORMAL)
    axes.set_xlim(-0.7, max(len(shown.months), 4) - 0.3)
    sign = {"GBP": "£", "EUR": "€", "USD": "$"}.get(shown.currency, "")
    axes.yaxis.set_major_formatter(sign.replace("$", r"\$") + "{x:,.0f}" + ("" if sign else f" {shown.currency}"))
    axes.locator_params(axis="y", nbins=5, integer=True)
    axes.set_yticks([0] if not highest else [tick for tick in axes.get_yticks() if tick <= highest * 1.15])
    _month_ticks(axes, shown.months)
    _legend(axes, [_patch("owed by the contract", RED, "///"), _patch("received", BLUE)], 2)


def _heat(axes: Axes, shown: Heat) -> None:
    from matplotlib.patches import Rectangle

    few = len(shown.months) <= 7
    for row, (_, cells) in enumerate(shown.rows):
        for place, cell in enumerate(cells):
            sign, colour, ink = SIGNS[cell]
            axes.add_patch(Rectangle((place - 0.47, row - 0.45), 0.94, 0.9, facecolor=colour, edgecolor="white"))
            axes.text(
                place,
                row,
                sign if few or sign != "late" else "L",
                ha="center",
                va="center_baseline",
                color=ink,
                fontsize=SMALL,
                fontweight="bold",
            )
    axes.set_xlim(-0.5, max(len(shown.months), 6) - 0.5)
    axes.set_ylim(len(shown.rows) - 0.5, -0.5)
    axes.set_yticks(range(len(shown.rows)), ["\n".join(textwrap.wrap(name, 20)[:2]) for name, _ in shown.rows])
    _month_ticks(axes, shown.months)
    axes.spines["bottom"].set_visible(False)
    _legend(axes, [_patch("✓ in time", BLUE), _patch("L late", ORANGE), _patch("× no evidence", RED)])


def _scores(axes: Axes, shown: Scores) -> None:
    for row, (_, score) in enumerate(shown.parts):
        if score is None:
            axes.barh(row, 100, height=0.7, color="white", edgecolor=GREY, hatch="...", linewidth=0.8)
            axes.text(
                2,
                row,
                "not known",
                va="center_baseline",
                fontsize=SMALL,
                color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
            )
            continue
        axes.barh(row, 100, height=0.7, color=PALE)
        axes.barh(row, float(score), height=0.7, color=_score_colour(score))
        axes.text(min(float(score) + 1.5, 101.5), row, f"{score:.0f}", va="center_baseline", fontsize=SMALL, color=INK)
    axes.set_yticks(range(len(shown.parts)), ["\n".join(textwrap.wrap(name, 20)) for name, _ in shown.parts])
    axes.set_ylim(len(shown.parts) - 0.4, -0.6)
    axes.set_xlim(0, 110)
    axes.set_xticks([0, 60, 80, 100])
    _legend(axes, [_patch("80 and over", BLUE), _patch("60 to 79", ORANGE), _patch("under 60", RED)])


def _score_colour(score: Decimal) -> str:
    return BLUE if score >= 80 else ORANGE if score >= 60 else RED


DRAWERS: dict[type[Any], Callable[[Axes, Any], None]] = {
    Bars: _bars,
    Rates: _rates,
    Pairs: _pairs,
    Heat: _heat,
    Scores: _scores,
}
