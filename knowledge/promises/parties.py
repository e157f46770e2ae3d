"""Who a statement speaks of: the writer and the writer's house, the reader's, or somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.jargon.glossary import by_name
from knowledge.jargon.glossary import plain as glossary_name

OTHERS = re.compile(
    r"\b(?:carriers?|vendors?|isps?|suppliers?|manufacturers?|makers?|third[\s-]part(?:y|ies)|partners?|distributors?|couriers?|landlords?|"
    r"resellers?|publishers?|developers?|sub-?contractors?|auditors?|insurers?|regulators?|police|council|electricians?|builders?|"
    r"data\s?cent(?:re|er)\s+(?:provider|operator)|telcos?|network\s+operators?|openreach|microsoft|google|aws|amazon|azure|bt|dell|cisco|hp|hpe|"
    r"lenovo|vodafone|virgin(?:\s+media)?|sophos|fortinet|datto|veeam|vmware|broadcom|adobe|apple|zoom|oracle|sap|sage|xero|cloudflare|"
    r"ringcentral|mitel|gamma|talktalk|zen|colt|verizon|at&t|comcast|telstra|okta|crowdstrike|sentinelone|kaseya|connectwise|n-able|barracuda|"
    r"mimecast|proofpoint|meraki|ubiquiti|juniper|palo\s+alto|citrix|ibm|intel|samsung|xerox|canon|ricoh|equinix|rackspace)\b",
    re.IGNORECASE,
)
HOUSE = re.compile(
    r"\b(?:team|desk|engineers?|technicians?|colleagues?|account\s+manager|service\s+manager|service\s+delivery\s+manager|project\s+manager|managers?|"
    r"director|analysts?|consultants?|architects?|developer|noc|soc|helpdesk|support|staff|field\s+services?|on-?site|specialists?|replacement|"
    r"lead|supervisor|department|office|accounts|finance|members?\s+of\s+(?:the\s+|our\s+)?team|someone|somebody|pod|squad|group|people|contact)\b",
    re.IGNORECASE,
)
OURSELVES = re.compile(
    r"^(?:you|your(?:\s+own|\s+end|\s+\w+)?\s+(?:team|staff|users?|colleagues?|people|side|office|department|managers?|directors?|finance|hr|it\s+\w+|board|employees|contacts?)|users?|all\s+users|(?:your|the)\s+(?:users|staff|colleagues|team\s+members)|everyone|customers?|clients?)$",
    re.IGNORECASE,
)
_THEY = re.compile(r"^(?:they|who|which)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose mail it is: names of the writer's side and of the reader's (people and companies), as they may be written."""

    writer: str = ""
    house: tuple[str, ...] = ()
    reader: tuple[str, ...] = field(default=())

    def knows(self, name: str) -> bool:
        """Whether somebody of either side is called so."""
        return _names((self.writer, *self.house, *self.reader), " ".join(name.split()))

    def side(self, subject: str) -> str:
        """Whose side the subject of a sentence is on: "writer", "reader" or "other"."""
        plain = " ".join(subject.split()).strip(" ,")
        if not plain or re.fullmatch(r"(?:we|i|both of us|we both|our side)", plain, re.IGNORECASE):
            return "writer"
        if OURSELVES.match(plain) or _names(self.reader, plain):
            return "reader"
        if _names((self.writer, *self.house), plain):
            return "writer"
        if (
            _THEY.match(plain)
            or OTHERS.search(plain)
            or re.search(r"\b(?:ltd|limited|inc|plc|gmbh|llc)\b\.?$", plain, re.IGNORECASE)
        ):
            return "other"
        if _company_like(plain) and not HOUSE.search(plain):
            return "other"
        return "writer"


def _company_like(subject: str) -> bool:
    """Capitals throughout or inside a word, as companies are written; abbreviations of the trade are things."""
    words = subject.split()
    odd = any(re.search(r"^[A-Z0-9&-]{2,}$|[a-z][A-Z]", word) for word in words)
    return (
        odd
        and all(word[:1].isupper() for word in words)
        and words[0] != "The"
        and glossary_name(subject) not in by_name()
    )


def _names(names: Sequence[str], subject: str) -> bool:
    """Whether the subject is one of these names, or its first name or first word."""
    said = subject.lower()
    for name in filter(None, names):
        whole = name.lower().strip()
        if said in {whole, whole.split()[0]} or (len(whole) > 3 and re.search(rf"\b{re.escape(whole)}\b", said)):
            return True
    return False
