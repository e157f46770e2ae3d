"""An answer as a Slack message: verdict, words, figures, clauses with their pages, what we cannot tell, what to do next.

Everything here is a pure function from an Answer. Figures and words are those of the answer; nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from bot.slack.escape import cut, mrkdwn
from bot.slack.wording import in_slack

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
TABLE_ROWS, CITED, QUOTE = 12, 3, 300
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
    return mrkdwn(cut(in_slack(answer.headline), 1500))


def card(
    answer: Answer, *, headline: bool = True, picture: Block | None = None, extra: Sequence[Block] = ()
) -> list[Block]:
    """The whole message. Without `headline` for a stream that said it already; `picture` is an image block."""
    blocks = [
        *([_headline(answer)] if headline else []),
        *_verdict(answer),
        *_told(answer),
        *_figures(answer),
        *([picture] if picture else []),
        *_clauses(answer),
        *_unknowns(answer),
        *_next(answer),
        *extra,
        *_buttons(answer),
        context(NOTE if answer.worded_by == "composer" else VOICED),
        *_feedback(answer),
    ]
    return fitted(blocks)


def _headline(answer: Answer) -> Block:
    return rich(paragraph(in_slack(answer.headline), bold=True))


def _verdict(answer: Answer) -> Iterator[Block]:
    parts = [MARKS.get(answer.verdict or "", ""), answer.period.label if answer.period else ""]
    said = "  ·  ".join(part for part in parts if part)
    if said:
        yield context(said)


def _told(answer: Answer) -> Iterator[Block]:
    """The paragraphs between the headline and what has a place of its own further down."""
    own = ("What we cannot tell", "A question for the provider:")
    told = [in_slack(one) for one in answer.text.split("\n\n")[1:] if not one.startswith(own)]
    if told:
        yield rich(*(element for one in told for element in _lines(one)))


def _lines(words: str) -> Iterator[Block]:
    """A paragraph, its "• " lines as a list."""
    lines = words.split("\n")
    plain = "\n".join(line for line in lines if not line.startswith("• "))
    items = [line.removeprefix("• ") for line in lines if line.startswith("• ")]
    if plain:
        yield paragraph(plain + "\n")
    if items:
        yield bullets(items)


def _figures(answer: Answer) -> Iterator[Block]:
    """The figures as a table; one alone stands in the words already."""
    rows = figure_rows(answer.figures)
    if len(rows) > 1:
        yield table([("What", "Figure", "Counted", "From"), *rows[:TABLE_ROWS]], right=(1, 2))
        if len(rows) > TABLE_ROWS:
            yield context(f"The first {TABLE_ROWS} of {len(rows)} figures; Show the working has all of them.")


def figure_rows(figures: Sequence[Figure]) -> list[tuple[str, str, str, str]]:
    """(what, figure, n of N, where it is from), as a person reads them; dates and months stand in the words."""
    kept = [figure for figure in figures if figure.unit not in {"date", "month"}]
    return list(
        dict.fromkeys(
            (figure.label, figure_words(figure), _counted(figure), ROLES.get(figure.role, figure.role))
            for figure in kept
        )
    )


def figure_words(figure: Figure) -> str:
    """One figure as a person reads it."""
    if figure.unit in {"date", "month"}:
        return next(iter(day_forms(figure.value)), figure.value)
    return shown(figure)


def _counted(figure: Figure) -> str:
    return f"{figure.n} of {figure.of}" if figure.n is not None and figure.of is not None else ""


def _clauses(answer: Answer) -> Iterator[Block]:
    if not answer.citations:
        return
    yield rich(*(element for one in answer.citations[:CITED] for element in clause(one)))
    left = len(answer.citations) - CITED
    if left > 0:
        yield context(f"{left} more {'clause' if left == 1 else 'clauses'} under Show the working.")


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
        items = [in_slack(" ".join(filter(None, (_sentence(u.what), _sentence(u.fix))))) for u in answer.unknowns[:6]]
        yield rich(paragraph("What we cannot tell", bold=True), bullets(items))


def _next(answer: Answer) -> Iterator[Block]:
    steps = [in_slack(step) for step in answer.next_steps]
    asks = [f"Ask the provider: {question}" for question in answer.questions_for_provider[:2]]
    if steps or asks:
        yield rich(paragraph("What to do next", bold=True), bullets([*steps, *asks]))


def _sentence(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) or not words else ".")


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
