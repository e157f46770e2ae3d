"""Advice written for the terminal, said as a person does it in Slack: the words around it stay, the command goes."""

from __future__ import annotations

import re

# In order: the first that fits a place is used. Each names what a person does in Slack instead of the command.
SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"itbot ask \"([^\"]+)\"", r"ask me “\1”"),
        (r"Ask again in a private place: --place private", "Ask me in a direct message."),
        (r":? ?itbot add [A-Z]+\.\w+(?: \(or [^)]*\))?, then itbot add [A-Z]+\.\w+", ": send me the contract and the ticket export in a direct message"),
        (r":? ?itbot add \"?[\w.-]+\"?(?: \(or [^)]*\))?(?: --[\w-]+(?: [\w.-]+)?)*", " (send me the file in a direct message)"),
        (r"(?::? ?itbot terms(?:, then itbot confirm| --status \w+)?(?= lists)|`?itbot terms`?(?= lists))", " “Check the terms” on my Home tab"),
        (r":? ?`?itbot (?:terms|confirm|correct)(?:, then itbot confirm)?(?: --status \w+)?(?: [A-Z0-9=._-]+)*`?", " with “Check the terms” on my Home tab"),
        (r":? ?`?itbot reindex`?", " (whoever runs me does this)"),
        (r"`?itbot scorecard`? shows every part of this", "My Home tab shows every part of this"),
        (r":? ?`?itbot (?:credits|scorecard|sla|due|register|plan|log|review|doctor)\b[^.;,)]*`?", " on my Home tab"),
        (r":? --contract (\S+)", r" (\1)"),
        (r"\s*--[a-z][\w-]*(?: [\w.-]+)?", ""),
    )
)  # fmt: skip


def in_slack(words: str) -> str:
    """The words with every terminal command replaced by what a person does in Slack."""
    for pattern, said in SAID:
        words = pattern.sub(said, words)
    return re.sub(r" {2,}", " ", words).replace(" .", ".").strip()
