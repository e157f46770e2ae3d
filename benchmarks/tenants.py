"""Many businesses that look alike: the files of a sample company under other names, each with a word that is nobody else's.

The contracts bear the same number, the providers' names begin alike, the tickets are numbered alike. What tells a
business apart is its word, which stands in its contract, its tickets and its mails, and so in what is answered from them.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "demo" / "quillabar"
FILES = (
    "contract.md", "amendment-1.md", "headcount.csv", "outages.csv", "invoices.csv", "security.csv", "reviews.csv",
    "changes.csv", "tickets.csv", "reports/*.csv", "emails/*.eml",
)  # fmt: skip
PROVIDER, CUSTOMER = "Coldspur", "Quillabar"


@dataclass(frozen=True, slots=True)
class Tenant:
    """One business: its workspace, its name, and its word."""

    team: str
    word: str

    @property
    def name(self) -> str:
        """The business's name; it begins as every other one's."""
        return f"Quilla{self.word}"

    def write(self, folder: Path) -> list[Path]:
        """Write its files; returns them in the order in which they are taken in."""
        found = [file for pattern in FILES for file in sorted(SAMPLE.glob(pattern))]
        return [self._written(file, folder / file.relative_to(SAMPLE)) for file in found]

    def _written(self, source: Path, target: Path) -> Path:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text("utf-8")
        for old, new in (
            (PROVIDER, f"Cold{self.word}"), (CUSTOMER, self.name), ("Scanner will", f"Scanner {self.word} will"),
        ):  # fmt: skip
            text = text.replace(old, new).replace(old.lower(), new.lower())
        target.write_text(text, "utf-8")
        return target


def tenants(count: int, seed: int = 20261123) -> list[Tenant]:
    """So many businesses; no word stands in another."""
    chance = random.Random(seed)
    words: list[str] = []
    while len(words) < count:
        word = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))
        if word not in words:
            words.append(word)
    return [Tenant(f"T0SCALE{number:04d}", word) for number, word in enumerate(words)]


def leaks(said: str, own: Tenant, every: Iterable[Tenant]) -> list[str]:
    """The words of other businesses in what was said to this one."""
    folded = said.casefold()
    return [one.word for one in every if one.word != own.word and one.word in folded]


def copied(folder: Path, into: Path, names: Sequence[str]) -> None:
    """Copy parts of one home into another."""
    for name in names:
        if (folder / name).exists():
            shutil.copytree(folder / name, into / name, dirs_exist_ok=True)
