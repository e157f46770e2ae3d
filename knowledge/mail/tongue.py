"""Which language a mail is written in, by its commonest short words or its script; empty where too little is said."""

from __future__ import annotations

import re
from collections import Counter

NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
    "pl": "Polish", "sv": "Swedish", "da": "Danish", "ru": "Russian", "uk": "Ukrainian", "ja": "Japanese", "zh": "Chinese",
    "ko": "Korean", "ar": "Arabic", "he": "Hebrew", "el": "Greek", "hi": "Hindi", "th": "Thai",
}  # fmt: skip
COMMON = {
    "en": "the and to of is we you your our for with this that will have has been be are on at from by please not it as i can",
    "de": "der die das und ist wir sie nicht mit für von den dem ein eine wird werden wurde auf zu im bitte ihre ihnen haben",
    "fr": "le la les et est nous vous des du une pour avec dans sur par ne pas que qui votre notre été sera au aux merci",
    "es": "el la los las y es nosotros usted que de en un una por para con no se su del al ha gracias hemos será sus",
    "it": "il lo la gli e è noi che di in un una per con non si del della dei sono stato sarà vostro grazie alle",
    "nl": "de het een en is wij u van voor met niet op te dat zijn wordt worden deze uw ons aan bij hebben graag",
    "pt": "o a os as e é nós você que de em um uma por para com não se do da dos das foi será seu sua obrigado",
    "pl": "i w z na do się jest nie że to o dla przez od po jak są będzie został prosimy państwa oraz",
    "sv": "och att det är vi för med på av en ett som inte till den har kommer ni er om från kommer",
    "da": "og at det er vi for med på af en et som ikke til den har vil jer fra jeres bliver kommer",
}
VOTES = {code: frozenset(words.split()) for code, words in COMMON.items()}
SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af"), ("zh", "\u4e00-\u9fff"), ("ru", "\u0400-\u04ff"), ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"), ("el", "\u0370-\u03ff"), ("hi", "\u0900-\u097f"), ("th", "\u0e00-\u0e7f"),
)  # fmt: skip
ENOUGH = 3


def language_of(text: str) -> str:
    """The code of the language ("en"), or "" where it cannot be told."""
    text = text[:20_000]
    letters = len(re.findall(r"[^\W\d_]", text))
    for code, span in SCRIPTS:
        if letters and len(re.findall(f"[{span}]", text)) * 3 > letters:
            return code
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    votes = {code: sum(words[word] for word in common) for code, common in VOTES.items()}
    best = max(votes, key=lambda code: votes[code])
    others = max(count for code, count in votes.items() if code != best)
    different = sum(word in words for word in VOTES[best])
    return best if different >= ENOUGH and votes[best] > others else ""
