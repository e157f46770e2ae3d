"""Words from documents, tickets, emails and people made harmless before they reach Slack.

Wherever possible such words go into `rich_text`, `raw_text` or `plain_text`, which Slack never reads for links or
mentions. These functions are for the places where it does.
"""

from __future__ import annotations

import re
import unicodedata

# Characters that hide or turn text round: controls, bidirectional marks, zero widths, tags, variation selectors.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
MARKS = re.compile(r"([\\`*_~\[\]()#!|>])")
SCHEME = re.compile(r"(?:\b[a-z][a-z0-9+.-]*)?:+/{2,}", re.IGNORECASE)
WWW = re.compile(r"\bwww\.", re.IGNORECASE)


def clean(words: str) -> str:
    """The words without characters that hide or reverse text; what they say is unchanged."""
    return HIDDEN.sub("", unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n"))


def mrkdwn(words: str) -> str:
    """Words for a place where Slack reads mrkdwn (a message's `text`): no mention, broadcast or link can come of them."""
    return clean(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown(words: str) -> str:
    """Words for a streamed message, which Slack reads as Markdown: shown as they are, with nothing to click."""
    bare = WWW.sub("www\u2024", SCHEME.sub("", clean(words)))
    return MARKS.sub(r"\\\1", bare).replace("&", "&amp;").replace("<", "&lt;")


def cut(words: str, limit: int) -> str:
    """The words within a limit of characters, cut at a word with an ellipsis."""
    if len(words) <= limit:
        return words
    head = words[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip() + "…"
