"""A digest on the terminal: read from the top, each part only where there is something to say."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.screen import console
from bot.digest.gist import short, when
from bot.digest.model import Claim, Digest, owner
from bot.digest.safe import safe
from knowledge.promises.model import Mood, Statement

APART = {
    Mood.AIM: "hoped for, not promised", Mood.CONDITIONAL: "only on a condition", Mood.NEGATED: "refused",
    Mood.PAST: "said before", Mood.THIRD_PARTY: "somebody else's word", Mood.OURS: "asked of us",
}  # fmt: skip
OWNED = {
    "yes": "They say it was their doing.",
    "no": "They point to somebody or something else.",
    "unclear": "They do not say whose doing it was.",
}
SOURCES = {"contract": "your contract", "yours": "your own words", "glossary": "glossary", "unknown": "not known"}


def show(digest: Digest, kept: int | None = None) -> None:
    """Print a digest for a person."""
    screen = console()
    screen.print()
    screen.print(Text(safe(" ".join(digest.gist)), style="bold"))
    _account(screen, digest)
    _part(screen, "Promised", [_promise(one, digest) for one in digest.said if one.mood is Mood.PROMISE])
    _part(screen, "Not promises", [_apart(one, digest) for one in digest.said if one.mood is not Mood.PROMISE])
    _part(screen, "Checked against your records", [_claim(one) for one in digest.claims])
    if digest.ownership.applies and not digest.from_us:
        said = [
            OWNED[digest.ownership.admitted],
            f"{digest.ownership.understood}; {digest.ownership.way_forward}.".capitalize(),
        ]
        quotes = [f'"{safe(one)}"' for one in digest.ownership.quotes[:2]]
        _part(screen, "Who owns it (a reading of the words, not a fact)", [*said, *quotes])
    _part(screen, "In plain words", [f"{safe(t.term)}: {t.meaning} ({SOURCES[t.source]})" for t in digest.terms])
    _part(screen, "Soft phrases", [f'"{safe(s.written)}": {s.meaning}' for s in digest.soft])
    _part(screen, "Nothing to measure in this", [f'"{safe(h.quote)}"' for h in digest.hollow])
    _part(screen, "A good message would also say", [one.says for one in digest.missing])
    _part(screen, "Ask", [safe(one) for one in digest.questions], mark="→")
    if digest.reply:
        screen.print()
        screen.print(Text("A draft reply, for you to check and send", style="bold"))
        screen.print(Padding(Text(safe(digest.reply)), (0, 2)))
    if digest.looks:
        from bot.digest.second_look import look_line

        title = f"Worth a second look ({digest.looked_by} points at it; it is not counted)"
        _part(screen, title, [look_line(one) for one in digest.looks])
    _part(screen, "Please note", [safe(one) for one in digest.warnings])
    if kept is not None:
        screen.print(Text(f"{kept} promises noted; itbot promises lists them.", style="dim"))


def _account(screen: Console, digest: Digest) -> None:
    told = digest.told
    lines = []
    if told.happened:
        lines.append(f'What happened: "{safe(short(told.happened))}"')
    if told.affected:
        lines.append(f'Who is affected: "{safe(told.affected)}"')
    lines += [f'What they did: "{safe(short(one))}"' for one in told.done if one != told.happened]
    if told.cause_state == "given" and told.cause != told.happened:
        lines.append(f'Cause: "{safe(short(told.cause))}"')
    _part(screen, "", lines)


def _promise(one: Statement, digest: Digest) -> str:
    who = owner(one, digest.who)
    note = f" ({one.due.note})" if one.due.note else ""
    by = f", {safe(who)}" if who and not who.startswith("the provider") else ""
    return f"{when(one.due, digest.tz)}{by}: {safe(one.what)}{note}".strip() + f'\n  "{safe(one.quote)}"'


def _apart(one: Statement, digest: Digest) -> str:
    del digest
    return f'{APART[one.mood]}: "{safe(one.quote)}"'


def _claim(one: Claim) -> str:

    verdict = {True: "agrees", False: "does not agree", None: "cannot be checked"}[one.agrees]
    return f'{one.about}: {verdict}. They say: "{safe(short(one.quote))}" Ours: {one.ours}'


def _part(screen: Console, title: str, lines: Iterable[str], *, mark: str = "•") -> None:
    told = list(lines)
    if not told:
        return
    screen.print()
    if title:
        screen.print(Text(title, style="bold"))
    for line in told:
        screen.print(Padding(Text(f"{mark} {line}"), (0, 2)))
