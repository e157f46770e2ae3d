"""Whether the words of an invoice line call it a service credit; what it credits is not judged here."""

from __future__ import annotations

import re

_MONEY_BACK = r"(?:credits?|rebates?|refunds?|compensation|deductions?|abatements?)"
_SERVICE = (
    r"(?:service[ -]levels?|services?|sla|kpi|performance|availability|uptime|down-?time|outages?|missed|breach\w*)"
)
_SERVICE_CREDIT = re.compile(
    rf"\b{_SERVICE}\b[^.;]{{0,40}}\b{_MONEY_BACK}\b|\b{_MONEY_BACK}\b[^.;]{{0,40}}\b{_SERVICE}\b", re.IGNORECASE
)
# Money back for another reason than the level of service.
_OTHER = re.compile(
    r"\b(?:over-?(?:charg|bill|paid|payment)\w*|duplicat\w*|billing error|invoice error|good-?will|returned|cancel\w*|pro-?rat\w*|leavers?)\b",
    re.IGNORECASE,
)


def is_service_credit(description: str) -> bool:
    """Whether a line with an amount below zero is by its own words money back for the level of service."""
    return _SERVICE_CREDIT.search(description) is not None and _OTHER.search(description) is None
