"""Names in a question: contracts and services we know, near misses of them, and names that belong to nobody here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.answering.asking.everyday import COMMON, turning_words
from bot.answering.asking.spelling import KNOWN
from bot.answering.asking.vocabulary import SERVICES

COMPANY_WORDS = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|gmbh|it|services?|solutions|technolog(?:y|ies)|group|managed|systems?|support|company|co|uk|the)\b\.?",
    re.IGNORECASE,
)
GENERIC = frozenset(
    "service services system systems platform hosted managed site main the of and core business".split()
)
GREETING = re.compile(
    r"^\s*(?:(?i:hi|hello|dear|hey|morning|afternoon|evening|good (?:morning|afternoon|evening)))\s+[A-Z][a-z]+\b[,.!:]?|"
    r"\b(?:(?i:thanks|thank you|cheers|regards|best|ta|best wishes|many thanks))[,.!]?\s+[A-Z][a-z]+\s*[.!]?\s*$"
)
NAME = re.compile(
    r"\b[A-Z][A-Za-z&'’-]*[a-z][A-Za-z]*(?:\s+(?:[A-Z][A-Za-z&'’-]*[a-z][A-Za-z]*|IT|MSP|Ltd|Limited|plc|UK|Co))*\b"
)
SENTENCE_START = re.compile(r"(?:^|[.?!:]\s+|[\"“'(]\s*)$")
SUFFIX = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|gmbh|telecoms?|cloud|mills?|systems|solutions|technologies|networks?|communications|comms|"
    r"computing|digital|services|group|consulting|hosting|software|tech|labs)\b$",
    re.IGNORECASE,
)
ROLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:contract|agreement|deal|account|happy) with (?:the )?(?P<name>[a-z][\w&-]+)",
        r"\b(?:the |our )?(?P<name>[a-z][\w&-]+) (?:contract|agreement)\b",
        r"\bhow (?:is|are|was|were|did|has|have) (?P<name>[a-z][\w&-]+) (?:doing|performing|do|done|been|get|getting|perform|fare|fared)\b",
        r"^(?:do|does|did|has|have|is|are|was) (?P<name>[a-z][\w&-]+) (?:owe|met|meet|hit|miss|missed|any good|keep|kept|deliver\w*|answered|answer|respond\w*|fix\w*)\b",
    )
)
DOES = (
    r"(?:contract|agreement|deal|doing|performing|performed?|did|does|has|have|had|met|meet|hit|miss(?:ed)?|owes?|charges?|charged|"
    r"respond(?:ed)?|answer(?:ed)?|fix(?:ed)?|deliver(?:ed)?|got|get|earns?|pays?|paid|keeps?|kept|logs?|logged|raised?)\b"
)
# A word of a company's name so short is a word of the language too.
SHORT_WORD = 3
NOT_A_PARTY = frozenset(
    """
    it they we our us them this that the a an any new old whole current existing my your their its main support service
    services maintenance msp provider supplier vendor contractor helpdesk everyone everything everybody stuff things thing
    anyone somebody performance response resolution patching backup backups availability uptime mfa edr network desktop
    year first second third last original signed written under in of managed annual monthly present standard same between
    provider's breakfix trend compliance sla quarter month week what how who which entire full fixed-price latest
    security reliability satisfaction staff users people company team business engineers engineer phones email
    """.split()
)
ORDINARY = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday easter christmas xmas i jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
    wed thu thur thurs fri sat sun outlook microsoft windows office sharepoint teams slack excel google chrome adobe
    teamviewer azure word powerpoint apple linux english british uk england wales scotland ireland europe european
    critical high medium low urgent normal sev severity priority prio pri cat category schedule clause section annex appendix paragraph part table definitions annexe
    schedules resolution response availability incident incidents requests patching backup backups wi-fi internet msp sla
    bank boxing hi hello hey dear please thanks best regards kind good morning afternoon evening new year ai gdpr
    steering group board committee team department directors partners management finance operations force majeure act protection
    provider's customer's key performance indicator level agreement recovery point objective mean root analysis
    """.split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """Who a question names: our contracts' refs, every name that is not ours, and those that stand as a party."""

    contracts: tuple[str, ...]
    strangers: tuple[str, ...]
    parties: tuple[str, ...]


def named(text: str, plain: str, contracts: Sequence[tuple[str, str, str]], own: Iterable[str]) -> Named:
    """Place the names of a question. `own` are the words of our own names, services and defined terms."""
    known = frozenset(word.lower() for word in own) | _words(contracts)
    placed = tuple(dict.fromkeys(ref for ref, title, provider in contracts if _is_named((ref, title, provider), plain)))
    capitals = tuple(name for name in _capitalised(text) if not _ours(name, known))
    roles = tuple(word for word in _roles(plain) if not _ours(word, known))
    strangers = tuple(dict.fromkeys((*capitals, *_unsaid(roles, capitals))))
    parties = tuple(name for name in strangers if _is_party(name, text) or name in roles)
    return Named(placed, strangers, parties)


def _is_party(name: str, text: str) -> bool:
    """Whether a name reads as a company's: by its last word, or by what is said of it."""
    if " " in name and SUFFIX.search(name):
        return True
    escaped = re.escape(name)
    return (
        re.search(
            rf"\b(?:with|from|by|against|than|versus|vs\.?) (?:the )?{escaped}\b|\b{escaped}(?:'s|’s)|\b{escaped} {DOES}",
            text,
        )
        is not None
    )


def _words(contracts: Sequence[tuple[str, str, str]]) -> frozenset[str]:
    return frozenset(word.lower().strip(".,") for one in contracts for part in one for word in part.split())


def _ours(name: str, known: frozenset[str]) -> bool:
    """Whether every word of a name is ours, everyday, or one slip of the keyboard from ours."""
    parts = [part.lower().removesuffix("'s").removesuffix("’s").strip(".,'’") for part in re.split(r"[\s-]+", name)]
    return all(part in known or part in ORDINARY or part in COMMON or _slip(part, known) for part in parts if part)


def _slip(part: str, known: Iterable[str]) -> bool:
    return len(part) >= 6 and any(len(word) >= 6 and OSA.distance(part, word, score_cutoff=2) <= 2 for word in known)


def as_provider(plain: str, contracts: Sequence[tuple[str, str, str]]) -> str:
    """Plain words in which the name of a provider of ours stands as "provider", however it is shortened."""
    for name in provider_names(contracts):
        plain = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "provider", plain)
    return plain


def provider_names(contracts: Sequence[tuple[str, str, str]]) -> list[str]:
    """Every way in which our providers are named, in lower case, the longest first."""
    return sorted({name.lower() for _, _, provider in contracts for name in _ways(provider)}, key=len, reverse=True)


def _ways(provider: str) -> Iterable[str]:
    """The whole name, the name as people say it, and its first word, as far as each can be no other word of a question."""
    short = short_name(provider)
    return [name for name in (provider, short, short.split(" ")[0]) if len(name) > SHORT_WORD and not _everyday(name)]


def _everyday(name: str) -> bool:
    """Whether every word of a name is one that questions use for something else: "Response", "Cloud"."""
    ours = ORDINARY | COMMON | GENERIC | KNOWN
    return all(word in ours or SUFFIX.fullmatch(word) for word in re.findall(r"[\w'-]+", name.lower()))


def first_and_last(names: Iterable[str], contracts: Sequence[tuple[str, str, str]]) -> frozenset[str]:
    """The first and last names of persons among senders, in lower case; "Kestrel Service Desk" is none."""
    ours = _words(contracts) | ORDINARY | COMMON | GENERIC
    told = (re.findall(r"[^\W\d_][\w'’-]+", name.lower()) for name in names)
    return frozenset(word for parts in told if not ours & {*parts} for word in parts)


def names_writer(text: str, writers: Iterable[str]) -> bool:
    """Whether one of these names stands in a text: with a capital, or where only a name can stand."""
    lowered = text.lower()
    return any(
        re.search(rf"\b{re.escape(name.title())}\b", text)
        or re.search(rf"\b(?:did|does|has|had|from|by) {re.escape(name)}\b", lowered)
        for name in writers
    )


def _is_named(names: tuple[str, str, str], plain: str) -> bool:
    ref, title, provider = names
    return any(_stands(name, plain) for name in (ref, title, provider, short_name(provider))) or _nearly(
        short_name(provider), plain
    )


def _stands(name: str, plain: str) -> bool:
    lowered = name.lower()
    if len(lowered) <= 2 or lowered not in plain:
        return False
    return re.search(rf"(?<!\w){re.escape(lowered)}(?!\w)", plain) is not None


def _nearly(name: str, plain: str) -> bool:
    """A provider's name of one long word with a slip or two in it."""
    return (
        len(name) >= 6
        and " " not in name
        and any(
            len(word) >= 6 and OSA.distance(word, name.lower(), score_cutoff=2) <= 2
            for word in re.findall(r"[a-z]+", plain)
        )
    )


def short_name(provider: str) -> str:
    """A company's name as people say it: without Ltd, IT Services and the like."""
    return " ".join(COMPANY_WORDS.sub("", provider).replace(",", " ").split())


def _capitalised(text: str) -> Iterable[str]:
    """Names by their capitals; none where the whole text is in title case or in capitals, nor a greeting's."""
    text = GREETING.sub(" ", text)
    words: list[str] = re.findall(r"[A-Za-z]{3,}", text)
    titled = sum(word[0].isupper() for word in words)
    for match in NAME.finditer(text):
        name = match.group()
        if len(words) >= 4 and titled > 0.7 * len(words) and not SUFFIX.search(name):
            continue
        if SENTENCE_START.search(text[: match.start()]):
            first, _, rest = name.partition(" ")
            name = name if rest and first.lower() not in COMMON | ORDINARY else rest
        if name:
            yield re.sub(r"['’]s$", "", name)


def _roles(plain: str) -> list[str]:
    found = []
    for match in (role for pattern in ROLES for role in pattern.finditer(plain)):
        word = match.group("name")
        if word not in NOT_A_PARTY and word not in COMMON and not SERVICES.fullmatch(word) and turning_words(word):
            found.append(word)
    return found


def _unsaid(roles: Sequence[str], capitals: Sequence[str]) -> list[str]:
    said = " ".join(capitals).lower()
    return [word for word in roles if word not in said]


def service_named(plain: str, services: Sequence[str]) -> str | None:
    """The measured service a question names, in full or by the word that tells it from the others."""
    full = next((name for name in services if _stands(name, plain)), None)
    if full:
        return full
    for name in services:
        key = [word for word in name.lower().split() if word not in GENERIC]
        shared = {word for other in services if other != name for word in other.lower().split()}
        own = [word for word in key if word not in shared]
        if own and re.search(rf"\b{re.escape(own[-1])}s?\b", plain):
            return name
    return None
