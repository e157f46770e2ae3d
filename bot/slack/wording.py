"""Advice written for the terminal, said as a person does it in Slack: the words around it stay, the command goes."""

from __future__ import annotations

import re

# What may follow a command: options, FILE or FIELD=VALUE, words in quotes, a file's name, something to fill in.
ARGUMENT = r"(?: (?:--[a-z][\w-]*(?:[ =](?![a-z]+ )[\w.-]+)?|[A-Z][A-Z0-9_.=|-]*(?:\.\w+)?|\"[^\"]*\"|“[^”]*”|[\w-]+\.[a-z]{2,5}\b|\{[^}]*\}))*"
TERMS = " with “Check the terms” on my Home tab"
SEND = " (send me the file in a direct message)"
OTHERS = " (whoever runs me can do this)"
HOME = " on my Home tab"

# In order: the first that fits a place is used.
SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"itbot ask \"([^\"]+)\"", r"ask me “\1”"),
        (r"Ask again in a private place: --place private", "Ask me in a direct message."),
        (
            r":? ?itbot add [A-Z]+\.\w+(?: \(or [^)]*\))?, then itbot add [A-Z]+\.\w+",
            ": send me the contract and the ticket export in a direct message",
        ),
        (r"`?itbot [a-z]+(?: [a-z{}]+)?`?(?= (?:lists?|shows?|prints?|takes?|adds?)\b)", "My Home tab"),
        (rf":? ?`?itbot add{ARGUMENT}`?(?: \(or [^)]*\))?", SEND),
        (rf":? ?`?itbot terms{ARGUMENT}`?, then itbot confirm", TERMS),
        (rf":? ?`?itbot (?:terms|confirm|correct){ARGUMENT}`?", TERMS),
        (rf":? ?`?itbot note promise{ARGUMENT}`?", " with “Add a commitment” on my Home tab"),
        (rf":? ?`?itbot note review{ARGUMENT}`?", " with “Log a review meeting” on my Home tab"),
        (rf":? ?`?itbot (?:credits|scorecard|sla|due|promises){ARGUMENT}`?", HOME),
        (
            rf":? ?`?itbot [a-z]+(?: (?:add|undo|change|update|advice|exit|statement|risk|roadmap)(?= |$|[.;,]))?{ARGUMENT}`?",
            OTHERS,
        ),
        (r" Say which one with --contract REF", " Name the one you mean"),
        (r":? --contract ([\w-]+)", r" (\1)"),
        (r"\s--[a-z][\w-]*(?:[ =][\w.-]+)?", ""),
    )
)


def in_slack(words: str) -> str:
    """The words with every terminal command replaced by what a person does in Slack."""
    for pattern, said in SAID:
        words = pattern.sub(said, words)
    return re.sub(r" +([.;,])", r"\1", re.sub(r" {2,}", " ", words)).strip()
