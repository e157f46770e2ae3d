"""Words of others made harmless to show: nothing that a terminal or Slack would turn into a link, a mention or a command."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"\b(?:https?|ftp|mailto|javascript|data|file|slack)\s*:(?=\S)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?<![\w@.-])((?:[a-z0-9-]+\.)+(?:com|org|net|io|co|uk|xyz|info|biz|ru|cn|app|dev|link|site|online|top|click|[a-z]{2}))(?=[/\s:?#,;)\]\"'”’>]|\.?$|\.\s)",
    re.IGNORECASE,
)
_SLACK = re.compile(r"<(?=[!@#])|<(?=https?:|mailto:)", re.IGNORECASE)
_MENTION = re.compile(r"(?<!\w)@(?=(?:channel|here|everyone|[a-z][\w.-]+)\b)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<=\w)@(?=[\w-]+\.)")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\U000e0000-\U000e007f]"
)


def safe(words: str) -> str:
    """The same words with links, addresses and mentions taken apart ("www[.]example[.]com")."""
    plain = _CONTROL.sub("", words)
    plain = _SLACK.sub("‹", plain)
    plain = _SCHEME.sub(lambda match: match.group().replace(":", "[:]"), plain)
    plain = _DOMAIN.sub(lambda match: match.group().replace(".", "[.]"), plain)
    return _ADDRESS.sub("[at]", _MENTION.sub("(at)", plain))
