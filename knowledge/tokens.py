"""How many tokens a text will cost a model: exactly where the tokenizer's table is on this machine, else never too few.

The tables of `tiktoken` are downloaded at first use, which a machine without internet cannot do. The count without one
errs on the dear side: a common word is one token after a blank (those in `whole_words.txt` are, in both tables that
`tiktoken` offers for chat models), and whatever is not known is taken at more than random letters and marks cost.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

ENCODING = "o200k_base"
# The name under which tiktoken keeps the table of ENCODING in its cache folder: the sha1 of where it comes from.
_TABLE = "fb374d419588a4632f3f557e76b4b70aebbca790"
_PIECES = re.compile(r" ?[a-z]+|[A-Z]+|[0-9]+| +|[\x21-\x7e]|[^\x00-\x7f]|[\x00-\x1f\x7f]")


def count(text: str) -> int:
    """The tokens of a text: exact with a table on this machine, else an upper bound."""
    table = _table()
    return len(table.encode_ordinary(text)) if table is not None else at_most(text)


def at_most(text: str) -> int:
    """An upper bound on the tokens of a text, without any table."""
    return sum(map(_dear, _PIECES.findall(text)))


def _dear(piece: str) -> int:
    """What one run of like characters costs at most; measured on random text of every kind."""
    word = piece.lstrip(" ")
    if "a" <= word[:1] <= "z":
        return 1 + (word is piece) if word in _whole_words() else 1 + (3 * len(word)) // 4
    if "0" <= word[:1] <= "9":
        return (len(word) + 2) // 3 + 1
    return len(piece.encode("utf-8", "surrogatepass"))


@cache
def _whole_words() -> frozenset[str]:
    return frozenset(files("knowledge").joinpath("whole_words.txt").read_text("utf-8").split())


@cache
def _table() -> Encoding | None:
    """The tokenizer, only if its table lies in tiktoken's cache folder: nothing is ever downloaded for a count."""
    folder = os.environ.get("TIKTOKEN_CACHE_DIR") or os.environ.get("DATA_GYM_CACHE_DIR")
    if not folder or not (Path(folder) / _TABLE).is_file():
        return None
    import tiktoken

    return tiktoken.get_encoding(ENCODING)
