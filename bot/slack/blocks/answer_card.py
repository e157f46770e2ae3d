"""An answer as a Slack message: verdict, words, figures, clauses with their pages, what we cannot tell, what to do next.

Everything here is a pure function from an Answer. Figures and words are those of the answer; nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.answering.answer import Answer, Citation, Figure
from bot.answering.draft import day_forms, place, shown
from bot.slack.blocks.pieces import (
    Block,
    actions,
    bullets,
    button,
    context,
    paragraph,
    quoted,
    rich,
    table,
)
from bot.slack.blocks.sizes import fitted
from bot.slack.blocks.told import said, told
from bot.slack.escape import cut, mrkdwn

WORKING, ASK, FEEDBACK = "show_working", "ask_again", "feedback"
MARKS = {
    "yes": "🟢 Yes", "met": "🟢 Met", "partly": "🟡 Partly", "no": "🔴 No", "missed": "🔴 Missed",
    "cannot_tell": "⚪ We cannot tell", "no_demand": "⚪ Nothing to measure",
}  # fmt: skip
STATUS = {"confirmed": "confirmed by you", "conflict": "two readings", "unknown": "unclear"}
ROLES = {
    "actual": "measured",
    "target": "agreed",
    "claimed_by_provider": "provider says",
    "credit": "credit",
    "trend": "trend",
}
TABLE_ROWS, MOST_ROWS, FEWEST, CITED, MOST_CITED, QUOTE = 8, 25, 3, 3, 8, 300
# Helps to the reading of a figure, told in the words and in the working; no figures of their own for a card.
ASIDE = {"interval_low", "interval_high", "interval_level", "limit_minutes", "top_score"}
NOTE = "Counted from your own contract and records, by rule and not by a language model. Check before you act on it."
VOICED = "Figures and quotations are counted by rule; a language model chose the words, and may choose them badly."

# What people usually ask next; every line is a question this product answers.
NEXT: dict[str, tuple[str, ...]] = {
    "value": ("What was missed last month?", "What credits can we claim?", "Is it getting better?"),
    "metric": ("What is a miss worth?", "Is it getting better?", "Are we getting what we pay for?"),
    "credits": ("When must we claim by?", "What was missed last month?", "Are we getting what we pay for?"),
    "clause": ("Are we getting what we pay for?", "What must they send us every month?"),
    "trend": ("What was missed last month?", "Are we getting what we pay for?"),
    "obligation": ("What evidence is missing?", "Are we getting what we pay for?"),
    "due": ("What was missed last month?", "What credits can we claim?"),
}
ALWAYS = ("Are we getting what we pay for?", "What was missed last month?", "What credits can we claim?")


def fallback(answer: Answer) -> str:
    """The message's `text`: what a notification or a screen reader says."""
    return mrkdwn(cut(said(answer.headline), 1500))


def card(
    answer: Answer, *, headline: bool = True, picture: Block | None = None, extra: Sequence[Block] = ()
) -> list[Block]:
    """The whole message. Without `headline` for a stream that said it already; `picture` is an image block."""
    cited = shown_clauses(answer)
    words = told(answer)
    blocks = [
        *([_headline(answer)] if headline else []),
        *_verdict(answer, words.small),
        *words.blocks,
        *([] if words.tabled else _tables(answer)),
        *([picture] if picture else []),
        *_clauses(answer, cited),
        *_unknowns(answer),
        *_next(answer),
        *extra,
        *_buttons(answer),
        context(NOTE if answer.worded_by == "composer" else VOICED),
        *_feedback(answer),
    ]
    return fitted(blocks)


def _headline(answer: Answer) -> Block:
    return rich(paragraph(said(answer.headline), bold=True))


def _verdict(answer: Answer, small: str = "") -> Iterator[Block]:
    parts = [MARKS.get(answer.verdict or "", ""), answer.period.label if answer.period and not small else "", small]
    line = "  ·  ".join(part for part in parts if part)
    if line:
        yield context(line)


def _tables(answer: Answer) -> Iterator[Block]:
    """The table that the answer brings with it, else its figures where they are few and more than the words hold."""
    given = next(iter(answer.extra.get("tables", ())), None)
    if given:
        yield from _given(given)
        return
    rows = figure_rows(answer.figures)
    if FEWEST <= len(rows) <= TABLE_ROWS and any(figure.role == "actual" for figure in answer.figures):
        yield without_empty([("What", "Figure", "From"), *rows], right=(1,))


def _given(one: Mapping[str, Any]) -> Iterator[Block]:
    heads = [str(head) for head in one["columns"]]
    right = [n for n, head in enumerate(heads) if head.startswith(">")]
    rows = [[str(cell) for cell in row] for row in one["rows"]]
    yield rich(paragraph(str(one["title"]), bold=True))
    yield without_empty([[head.removeprefix(">").capitalize() for head in heads], *rows[:MOST_ROWS]], right=right)
    if len(rows) > MOST_ROWS:
        yield context(f"The first {MOST_ROWS} of {len(rows)} lines.")


def without_empty(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> Block:
    """A table without the columns that hold nothing, or the same word in every row of several."""
    head, *rest = rows
    kept = [n for n in range(len(head)) if n < 2 or any(row[n] for row in rest)]
    cells = [[row[n] for n in kept] for row in rows]
    return table(cells, right=[at for at, n in enumerate(kept) if n in right])


def figure_rows(figures: Sequence[Figure]) -> list[tuple[str, str, str]]:
    """(what, figure with n of N, where it is from), as a person reads them; dates and months stand in the words."""
    kept = [figure for figure in figures if figure.unit not in {"date", "month"} and figure.key not in ASIDE]
    rows = ((_sentence_start(one.label), _with_count(one), ROLES.get(one.role, one.role)) for one in kept)
    return list(dict.fromkeys(rows))


def _sentence_start(words: str) -> str:
    return words[:1].upper() + words[1:]


def figure_words(figure: Figure) -> str:
    """One figure as a person reads it."""
    if figure.unit in {"date", "month"}:
        return next(iter(day_forms(figure.value)), figure.value)
    return shown(figure)


def _with_count(figure: Figure) -> str:
    counted = f" ({figure.n} of {figure.of})" if figure.n is not None and figure.of is not None else ""
    return f"{figure_words(figure)}{counted}"


def shown_clauses(answer: Answer) -> tuple[Citation, ...]:
    """The quotations of the card: those that the words quote, else the first few."""
    spoken = " ".join(answer.text.split())
    told_of = [one for one in answer.citations if " ".join(one.quote.split())[:60] in spoken]
    return tuple((told_of or answer.citations)[: MOST_CITED if told_of else CITED])


def _clauses(answer: Answer, shown: Sequence[Citation]) -> Iterator[Block]:
    yield from quotations(shown)
    left = len(answer.citations) - len(shown)
    if left > 0:
        yield context(f"{left} more {'clause' if left == 1 else 'clauses'} under Show the working.")


def quotations(shown: Sequence[Citation], limit: int = QUOTE) -> Iterator[Block]:
    """The contract's own words, those of one place together under its name."""
    places: dict[str, list[Citation]] = {}
    for one in shown:
        places.setdefault(str(clause(one, 1)[0]), []).append(one)
    for together in places.values():
        head, first = clause(together[0], limit)
        yield rich(head, first, *(clause(one, limit)[1] for one in together[1:]))


def clause(citation: Citation, limit: int = QUOTE) -> list[Block]:
    """A clause: where it stands, and its words set apart as a quotation."""
    where = f"{citation.document}, {place(citation.clause, citation.page)}"
    sure = STATUS.get(citation.status)
    return [
        paragraph(f"{where} ({sure})" if sure else where, bold=True),
        quoted(cut(" ".join(citation.quote.split()), limit)),
    ]


def _unknowns(answer: Answer) -> Iterator[Block]:
    if answer.unknowns:
        items = [said(" ".join(filter(None, (_sentence(u.what), _sentence(u.fix))))) for u in answer.unknowns[:6]]
        yield rich(paragraph("What we cannot tell", bold=True), bullets(items))


def _next(answer: Answer) -> Iterator[Block]:
    steps = [_sentence(said(step)) for step in answer.next_steps]
    asks = [f"Ask the provider: {question}" for question in answer.questions_for_provider[:2]]
    if steps or asks:
        yield rich(paragraph("What to do next", bold=True), bullets([*steps, *asks]))


def _sentence(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!", "?”", ".”")) or not words else ".")


def _buttons(answer: Answer) -> Iterator[Block]:
    made = []
    if answer.id and (answer.figures or answer.citations):
        made.append(button("Show the working", f"{WORKING}", answer.id))
    made += [button(cut(words, 75), f"{ASK}_{n}", words) for n, words in enumerate(follow_ups(answer))]
    if made:
        yield actions(*made)


def follow_ups(answer: Answer) -> list[str]:
    """Up to three questions worth asking next; never the one just asked."""
    asked = answer.question.strip().rstrip("?").lower()
    return [words for words in NEXT.get(answer.topic, ALWAYS) if words.rstrip("?").lower() != asked][:3]


def _feedback(answer: Answer) -> Iterator[Block]:
    if answer.id:
        yield {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": FEEDBACK,
                    "positive_button": {"text": _label("Helpful"), "value": f"good|{answer.id}"},
                    "negative_button": {"text": _label("Not helpful"), "value": f"bad|{answer.id}"},
                }
            ],
        }


def _label(words: str) -> Block:
    return {"type": "plain_text", "text": words}
