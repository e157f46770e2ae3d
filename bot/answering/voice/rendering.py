"""Puts a checked answer together again from the packet: the model's order and lead-ins, the code's words."""

from __future__ import annotations

from collections.abc import Callable

from bot.answering.voice import glue
from bot.answering.voice.packet import Packet
from bot.answering.voice.shape import Worded

Piece = tuple[str, bool]


def pieces(worded: Worded, packet: Packet) -> list[list[Piece]]:
    """The answer's sentences as (words, whether code wrote them), in order. Only for an answer without faults."""
    return [_pieces(one.text, _words_of(packet)) for one in worded.sentences]


def text(rendered: list[list[Piece]]) -> str:
    """The pieces as the text that is sent, a paragraph a sentence."""
    return "\n\n".join(" ".join(words for words, _ in sentence) for sentence in rendered)


def _words_of(packet: Packet) -> Callable[[str], str]:
    known = {part.id: part.text for part in packet.parts}
    return known.__getitem__


def _pieces(template: str, words_of: Callable[[str], str]) -> list[Piece]:
    found: list[Piece] = []
    for index, piece in enumerate(glue.SLOT.split(template)):
        if index % 2:
            found.append((words_of(piece), True))
        elif lead := " ".join(piece.split()).strip(" ,;"):
            found.append((lead if found else lead[:1].upper() + lead[1:], False))
    return found
