"""An attribution in plain words: whose delay it was, and what in the record says so."""

from __future__ import annotations

from bot.answering.draft import Draft
from bot.answering.telling.spans import span
from store.measures.attribution import Attribution, Ground, Side

SIDES = {
    Side.PROVIDER: "the provider",
    Side.US: "us",
    Side.THIRD_PARTY: "a third party",
    Side.UNKNOWN: "cannot be told",
}


def side_words(found: Attribution) -> str:
    """Whose delay: "ours", "the provider's"."""
    return {
        Side.PROVIDER: "the provider's",
        Side.US: "ours",
        Side.THIRD_PARTY: "a third party's",
        Side.UNKNOWN: "cannot be told",
    }[found.side]


def ground_words(found: Attribution, draft: Draft) -> str:
    """What the attribution rests on, with its lengths of time."""

    def length(key: str, label: str, seconds: int) -> str:
        return span(draft, key, f"{found.ticket}: {label}", seconds, on_clock=True)

    over = length("over", "over its limit by", found.over_s)
    ground = found.ground
    if ground is Ground.OUR_WAIT:
        return f"it waited {length('our_wait', 'waited for us', found.our_s)} for us and was over by {over}"
    if ground is Ground.THIRD_WAIT:
        waited = length("third_wait", "waited for a third party", found.third_s)
        return f"it waited {waited} for a third party and was over by {over}"
    if ground is Ground.TOGETHER:
        ours, third = (
            length(key, label, seconds)
            for key, label, seconds in (
                ("our_wait", "waited for us", found.our_s),
                ("third_wait", "waited for a third party", found.third_s),
            )
        )
        return f"only {ours} of waiting for us and {third} for a third party together explain the {over} it was over"
    if ground is Ground.WAIT_WITHOUT_REASON:
        waited = length("unclear_wait", "on hold without a reason", found.unclear_s)
        return f"it was on hold for {waited} with no reason on record, and was over by {over}"
    return _plain_ground(found, over)


def _plain_ground(found: Attribution, over: str) -> str:
    return {
        Ground.STATUS_UNPLACED: f"it was over by {over}, and stood in a status whose meaning is not known",
        Ground.NO_WAITS_RECORDED: f"it was over by {over}, and the records do not tell what tickets wait for",
        Ground.PRIORITY_RAISED: f"it was over by {over}, but its priority was raised after it was logged",
        Ground.REOPENED: f"it had been fixed in time, was then opened again, and was over by {over}",
        Ground.NOTHING_ELSE: f"it was over by {over}, and no wait for us or for a third party accounts for that",
    }[found.ground]
