"""What a contract asks for when it is ended before its term is over: a share of the fees for the rest, or so many months' fees.

Only a sentence that says it whole is read: a sum less or plus another, the greater of two, one at most, or one that a breach
of the provider brings about is left to people.
"""

from __future__ import annotations

import re
from typing import Any

from knowledge.terms.metrics import percents
from knowledge.terms.wording import NUMBER, plain, tidy, values_of

_ENDING = re.compile(
    r"\b(?:early (?:termination|exit|ending|cancellation)|(?:terminat|cancel)\w*|end(?:s|ed|ing)?|leav(?:e|es|ing)|walks? away)\b[^.;]{0,140}\b(?:before|prior to|within|during|early|early\b|(?:rest|remainder|remaining|unexpired|balance|left))\b"
    r"|\bearly (?:termination|exit|cancellation)(?: (?:fee|charge|payment))?\b|\bend\w*[^.;]{0,20}\bearly\b",
    re.IGNORECASE,
)
_OWES = re.compile(
    r"\b(?:pay|pays|paying|payable|paid|due|owes?|liable for|charged?|invoiced?|remain(?:s)? (?:payable|due))\b",
    re.IGNORECASE,
)
_FEES = r"(?:monthly |recurring |monthly recurring |fixed |service |support |agreed |contract )*(?:fees?|charges?|sums?|payments?|subscription)"
_REST = (
    r"(?:the\s+)?(?:(?:full |whole )?months? (?:remaining|left|still to run)|remaining months?|(?:rest|remainder|balance|remaining part|unexpired (?:part|portion|period)) of (?:that|the|this|its) "
    r"(?:\w+ ){0,4}?(?:term|period|agreement|contract)|(?:unexpired|remaining|outstanding) (?:\w+ ){0,2}?(?:term|period)|(?:end|expiry) of (?:that|the) (?:\w+ ){0,4}?(?:term|period))"
)
_OF_THE_REST = re.compile(
    rf"\b{_FEES}\b[^.;]{{0,60}}\b(?:for|of|over|in|until|up to|to|through)\s+(?:each of\s+|all\s+)?{_REST}|\b(?:all\s+)?(?:remaining|outstanding|unexpired) {_FEES}\b[^.;]{{0,30}}\b(?:for|of|under|in) (?:that|the|this) (?:\w+ ){{0,4}}?(?:term|period|agreement|contract)\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"\b(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:full |whole )?months?(?:['’]s?)?\s*(?:of\s+)?(?:the\s+)?{_FEES}",
    re.IGNORECASE,
)
_NOT_WHOLE = re.compile(
    r"\b(?:less|minus|plus|together with|in addition|deduct\w*|discount\w*|greater|lesser|higher|lower of|whichever|up to (?!the end)|at most|maximum|not exceed\w*|capped|at least|refund\w*|reimburs\w*|credit\w*|"
    r"(?:provider|supplier)(?:['’]s)? (?:\w+ ){0,3}(?:breach|default|insolven\w*)|no (?:early|termination|fee|charge)|not (?:be )?(?:liable|required|obliged|pay\w*)|without (?:penalty|charge|paying|any)|(?:within|during|in|after) the (?:first|last) \w+|sliding|reduc\w+)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:if|where|should) (?:the )?(?:provider|supplier|contractor|vendor) (?:\w+ ){0,2}?(?:ends?|terminates?|cancels?)\b",
    re.IGNORECASE,
)


def early_exit(text: str) -> dict[str, Any]:
    """The price of ending early that a sentence states, as the fields of a charge; nothing where it does not say it whole."""
    if not (_ENDING.search(text) and _OWES.search(text)) or _NOT_WHOLE.search(text) or _THEIRS.search(text):
        return {}
    shares, months = percents(text), [one for one in _MONTHS.finditer(text) if not _OF_THE_REST.search(one.group())]
    if _OF_THE_REST.search(text) and len(shares) <= 1 and not months:
        return {"kind": "early_exit_share", "rate": plain(shares[0]) if shares else "100", "note": tidy(text)[:200]}
    if len(months) == 1 and not shares and not _OF_THE_REST.search(text):
        number = values_of(months[0]["n"])
        return (
            {"kind": "early_exit_months", "rate": plain(number[0]), "note": tidy(text)[:200]}
            if len(number) == 1
            else {}
        )
    return {}
