"""All of Marrowdale's files, written in one go."""

from __future__ import annotations

from pathlib import Path
from random import Random

from demo import emails, word
from demo.marrowdale import export, records, story, tickets


def write(folder: Path) -> None:
    """Write the agreement, the amendment, tickets, tables and emails from `folder/text` and the story."""
    text = folder / "text"
    word.write(text / "contract.txt", folder / "contract.docx", footer="Managed IT Services Agreement BRC-2024-117")
    word.write(text / "amendment-1.txt", folder / "amendment-1.docx", footer="Amendment No. 1 to BRC-2024-117")
    rng = Random(story.SEED)
    made = tickets.drafts(rng)
    export.write(made, folder, rng)
    records.write(made, folder)
    emails.write(folder, {"our-claim": "marrowdale", "": "brindlecote"})
