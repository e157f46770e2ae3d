"""A digest on the terminal: read from the top, each part only where there is something to say."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.screen import console
from bot.digest.earlier import earlier_line
from bot.digest.gist import NAMED, short, when
from bot.digest.model import Claim, Digest, owner
from bot.digest.safe import safe
from bot.digest.terms import main_terms
from knowledge.correspondence.kinds import Kind
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
MOST = 3
NOTHING_WRONG = frozenset(
    {Kind.PRICE, Kind.RENEWAL, Kind.BILL, Kind.OFFER, Kind.NEWS, Kind.AWAY, Kind.MAINTENANCE, Kind.PEOPLE, Kind.REVIEW}
)
SOURCES = {"contract": "your contract", "yours": "your own words", "glossary": "glossary", "unknown": "not known"}


def show(digest: Digest, kept: int | None = None, *, reply: bool = False) -> None:
    """Print a digest for a person: what it says, what is promised, what to ask; then words, and whose doing it was."""
    screen = console()
    screen.print()
    screen.print(Text(safe(" ".join(digest.gist)), style="bold"))
    _account(screen, digest)
    _part(screen, "Promised", [_promise(one, digest) for one in digest.said if one.mood is Mood.PROMISE])
    _part(screen, "Promised before", [safe(earlier_line(one, digest.tz)) for one in digest.before])
    _part(
        screen,
        "Asked of you",
        [_asked(one, digest) for one in digest.said if one.mood is Mood.OURS and not digest.from_us],
    )
    apart = [
        one for one in digest.said if one.mood is not Mood.PROMISE and (digest.from_us or one.mood is not Mood.OURS)
    ]
    _part(screen, "Not promises", [_apart(one, digest) for one in apart][:MOST])
    _part(screen, "Checked against your records", [_claim(one) for one in digest.claims])
    _part(screen, "Ask", [safe(one) for one in digest.questions], mark="→")
    _words(screen, digest)
    _owned(screen, digest)
    _part(screen, "Please note", [safe(one) for one in digest.warnings])
    if reply and digest.reply:
        screen.print()
        screen.print(Text("A draft reply, for you to check and send", style="bold"))
        screen.print(Padding(Text(safe(digest.reply)), (0, 2)))
    elif digest.reply:
        screen.print()
        screen.print(Text("Add --reply for a draft reply that asks this.", style="dim"))
    if kept is not None:
        screen.print(Text(f"{counted(kept, 'promise', 'promises')} noted; itbot promises lists them.", style="dim"))


def counted(number: int, one: str, many: str) -> str:
    """1 promise, 2 promises."""
    return f"{number} {one if number == 1 else many}"


def _words(screen: Console, digest: Digest) -> None:
    """The terms that matter most, the soft phrases, and what cannot be measured: a few of each."""
    told = " ".join(
        [*digest.gist, *digest.questions, *(one.quote for one in digest.said), *(one.quote for one in digest.claims)]
    )
    few = main_terms(digest.terms, told)
    lines = [f"{safe(t.term)}: {t.meaning.rstrip('.')} ({SOURCES[t.source]})." for t in few]
    left = len(digest.terms) - sum(len(one.term.split(", ")) for one in few)
    if left > 0:
        lines.append(f"… and {counted(left, 'term', 'terms')} more; itbot translate explains any of them.")
    _part(screen, "In plain words", lines)
    soft = [f'"{safe(s.written)}": {s.meaning}' for s in digest.soft[:MOST]]
    hollow = [f'"{safe(short(h.quote))}": nothing in this can be measured.' for h in digest.hollow[:1]]
    _part(screen, "Soft phrases", [*soft, *hollow])


def _owned(screen: Console, digest: Digest) -> None:
    """Whose doing it was, where something is said to have gone wrong; a quotation only where none was shown yet."""
    owned = digest.ownership
    if not owned.applies or digest.from_us or digest.kind in NOTHING_WRONG:
        return
    shown = " ".join(digest.gist)
    quotes = [one for one in owned.quotes if short(one) not in shown][:1]
    said = f"{OWNED[owned.admitted]} {owned.understood.capitalize()}, and {owned.way_forward}."
    _part(screen, "Who owns it (a reading of the words, not a fact)", [said, *(f'"{safe(one)}"' for one in quotes)])


def _account(screen: Console, digest: Digest) -> None:
    told = digest.told
    shown = " ".join(digest.gist)
    lines = []
    if told.happened and short(told.happened) not in shown and digest.kind not in NOTHING_WRONG:
        lines.append(f'What happened: "{safe(short(told.happened))}"')
    if told.affected and told.affected not in shown:
        lines.append(f'Who is affected: "{safe(told.affected)}"')
    lines += [
        f'What they did: "{safe(short(one))}"' for one in told.done if one != told.happened and short(one) not in shown
    ]
    if told.cause_state in {"given", "likely"} and told.cause != told.happened and short(told.cause) not in shown:
        lines.append(f'{"Cause" if told.cause_state == "given" else "Likely cause"}: "{safe(short(told.cause))}"')
    _part(screen, "", lines)


def _promise(one: Statement, digest: Digest) -> str:
    who = owner(one, digest.who)
    note = f" ({one.due.note})" if one.due.note else ""
    by = f", {safe(who)}" if who and not who.startswith("the provider") else ""
    if by and not NAMED.match(who):
        return f'{when(one.due, digest.tz)}{note}: "{safe(one.quote)}"'
    return f"{when(one.due, digest.tz)}{by}: {safe(one.what)}{note}".strip() + f'\n  "{safe(one.quote)}"'


def _asked(one: Statement, digest: Digest) -> str:
    by = f"{when(one.due, digest.tz)}: " if one.due.dated else ""
    return f'{by}"{safe(one.quote)}"'


def _apart(one: Statement, digest: Digest) -> str:
    """What is no promise, in its own words; a condition by the deed it belongs to, where both stand in the sentence."""
    if one.mood is Mood.CONDITIONAL and one.given and one.what and one.given not in one.what:
        by = f", {when(one.due, digest.tz)}" if one.due.dated else ""
        return f'{APART[one.mood]} ("{safe(one.given)}"){by}: "{safe(one.what)}"'
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
