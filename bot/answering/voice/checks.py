"""What must hold of a worded answer before it is put together: ids, kinds, scope, order, and nothing left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.answering.voice import glue
from bot.answering.voice.packet import Kind, Packet, Part
from bot.answering.voice.shape import Sentence, Worded

HOLDS: dict[str, frozenset[Kind]] = {
    "verdict": frozenset({Kind.VERDICT}),
    "actual": frozenset({Kind.ACTUAL}),
    "term": frozenset({Kind.TERM}),
    "comparison": frozenset({Kind.ACTUAL, Kind.TERM, Kind.PROVIDER_CLAIM}),
    "provider_claim": frozenset({Kind.PROVIDER_CLAIM}),
    "detail": frozenset({Kind.DETAIL}),
    "unknown": frozenset({Kind.UNKNOWN}),
    "next_step": frozenset({Kind.NEXT_STEP}),
    "question": frozenset({Kind.QUESTION}),
}


def faults(worded: Worded, packet: Packet) -> list[str]:
    """Why a worded answer cannot be sent, a sentence each; empty when it can."""
    return [*_opening(worded), *_by_sentence(worded, packet), *_whole(worded, packet)]


def _opening(worded: Worded) -> Iterator[str]:
    first = worded.sentences[0]
    if first.type != "verdict" or first.text.strip() != "{h}":
        yield "the first sentence must be of type verdict and its text {h} alone"


def _by_sentence(worded: Worded, packet: Packet) -> Iterator[str]:
    for number, one in enumerate(worded.sentences, 1):
        for fault in (*glue.faults(one.text), *_slots(one, packet)):
            yield f"sentence {number}: {fault}"


def _slots(one: Sentence, packet: Packet) -> Iterator[str]:
    ids = glue.slots(one.text)
    if not ids:
        yield "it holds no slot"
    for slot in ids:
        part = packet.part(slot)
        if part is None:
            yield f"there is no part {{{slot}}}"
        elif part.kind not in HOLDS[one.type]:
            yield f"a sentence of type {one.type} cannot hold {{{slot}}}, which is of kind {part.kind}"
    held = [part for slot in ids if (part := packet.part(slot))]
    if one.type == "comparison":
        yield from _comparison(held)
    elif len({part.scope for part in held}) > 1:
        yield "it mixes figures of different contracts or priorities"


def _comparison(held: list[Part]) -> Iterator[str]:
    if len(held) < 2 or len({part.kind for part in held}) != len(held):
        yield "a comparison needs two figures of different kinds"
    if len({part.scope for part in held}) > 1:
        yield "a comparison cannot set figures of different contracts or priorities side by side"


def _whole(worded: Worded, packet: Packet) -> Iterator[str]:
    used = Counter(slot for one in worded.sentences for slot in glue.slots(one.text))
    for slot, times in used.items():
        if times > 1:
            yield f"{{{slot}}} is used {times} times"
    for part in packet.parts:
        if part.keep and part.id not in used:
            yield f"{{{part.id}}} must be used"
