"""How a contract may be ended or extended by notice: at any time, not before the first term is over, or as an option."""

from __future__ import annotations

import re

_PARTY = r"(?:either (?:party|of us|side)|each party|both parties|any party|a party|(?:the )?(?:customer|client|buyer|council|authority)|you|you or we)"
_THEM = re.compile(
    r"\b(?:provider|supplier|contractor|vendor|msp|service company)\b[^.;,]{0,30}\b(?:may|can|is entitled to|has the right to|reserves the right to)\b"
    r"[^.;,]{0,40}\b(?:terminat\w+|end|cancel\w*)\b|\b(?:terminated|ended|cancelled)\b[^.;,]{0,15}\bby (?:the )?(?:provider|supplier|contractor|vendor)\b",
    re.IGNORECASE,
)
_OURS = re.compile(rf"\b{_PARTY}\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:agreement|contract|services?)\b[^.;]{0,40}\b(?:may|can) be (?:terminated|ended|cancelled)\b(?:(?!\b(?:if|where|when|should|unless)\b)[^.;]){0,90}\bnotice\b",
    re.IGNORECASE,
)
_FIRST_TERM = r"(?:the\s+)?(?:(?:end|expiry|expiration)\s+of\s+)?(?:the\s+|that\s+)?(?:initial|minimum|first|fixed)\s+(?:\w+\s+)?(?:term|period)"
# The notice itself may only be given once the first term is over.
_GIVEN_AFTER = re.compile(rf"\b(?:after|following|from|at any time after|once)\s+{_FIRST_TERM}\b", re.IGNORECASE)
# The notice may be given earlier, but may not run out before that.
_RUNS_OUT_AFTER = re.compile(
    rf"\b(?:expir\w+|end\w*|tak\w+ effect|terminat\w+|effective)\b[^.;]{{0,30}}\b(?:not (?:\w+ )?(?:before|earlier than)|no (?:earlier|sooner) than|on or after|at or after)\s+{_FIRST_TERM}\b"
    rf"|\b(?:not (?:to )?(?:\w+ ){{0,3}}before|no (?:earlier|sooner) than|not earlier than)\s+{_FIRST_TERM}\b",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"\b(?:may|(?:has|have|shall have) the (?:right|option)|is entitled|at its (?:sole |absolute )?(?:option|discretion)|option)\b(?!\s+not\b)[^.;]{0,60}\b(?:extend|renew)\b"
    r"|\b(?:may|can) be (?:extended|renewed)\b[^.;]{0,60}\b(?:by|at) (?:the )?(?:customer|client|buyer|council|authority|your?)\b",
    re.IGNORECASE,
)


def not_theirs(text: str) -> bool:
    """Whether an ending by notice is open to the customer: it is not the provider's alone."""
    return not _THEM.search(text) or bool(_OURS.search(text))


def may_be_ended(text: str) -> bool:
    """Whether words say, without naming who, that the contract may be ended by notice."""
    return bool(_PASSIVE.search(text))


def bar(text: str) -> str:
    """What holds an ending back: "given_after_first_term", "ends_after_first_term", or nothing."""
    if _RUNS_OUT_AFTER.search(text):
        return "ends_after_first_term"
    return "given_after_first_term" if _GIVEN_AFTER.search(text) else ""


def is_option(text: str) -> bool:
    """Whether words give somebody the choice to extend the contract, rather than extend it by themselves."""
    return bool(_OPTION.search(text))
