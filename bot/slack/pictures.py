"""Pictures in answers: the chart that goes with one, and the page of the contract with the cited words marked.

A picture is uploaded without being shared: only the message or window it stands in shows it, and that was asked about
its readers. A picture that cannot be drawn or uploaded is left out; an answer never waits for it long.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.answering.answer import Answer
from bot.slack.blocks.pieces import Block, image
from bot.slack.drawn_apart import packed, png_of
from bot.slack.office import Office

if TYPE_CHECKING:
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.slack")
# An answer waits so long for its picture; one that comes later is put into it then.
SOON_S, LATE_S = 2.5, 15.0
PATIENCE_S, LOOKS, STEP_S = 6.0, 10, 0.3
HELD, PAGES = 200, 2


class Uploads:
    """Pictures that Slack has already, by what they show and for which workspace; one is drawn at a time."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, str] = OrderedDict()
        self._turn = threading.Lock()

    def of(self, office: Office, key: str, name: str, made: Callable[[], bytes | None]) -> str | None:
        """The file's id in Slack; None where the picture could not be made or taken."""
        # Another address or token may be a new installation, which sees no file of the one before.
        installed = f"{office.client.base_url} {office.client.token}"
        key = f"{office.team}:{hashlib.sha256(installed.encode()).hexdigest()}:{key}"
        if not self._turn.acquire(timeout=PATIENCE_S):
            return None
        try:
            if key not in self._held:
                data = made()
                found = _uploaded(office, name, data) if data else None
                if found is None:
                    return None
                self._held[key] = found
                if len(self._held) > HELD:
                    self._held.popitem(last=False)
            return self._held[key]
        finally:
            self._turn.release()


UPLOADS = Uploads()


class Coming:
    """A picture on its way, in a thread of its own."""

    def __init__(self, made: Callable[[], Block | None]) -> None:
        self._block: Block | None = None
        self._done = threading.Event()

        def run() -> None:
            self._block = _or_none(made)
            self._done.set()

        threading.Thread(target=run, name="slack-picture", daemon=True).start()

    def within(self, seconds: float) -> Block | None:
        """The image block if it comes in time; None where there is none, or none yet."""
        self._done.wait(seconds)
        return self._block

    @property
    def is_late(self) -> bool:
        """Whether it is still being made."""
        return not self._done.is_set()


def chart_coming(office: Office, view: Interpreter, answer: Answer) -> Coming:
    """Begin to draw and upload the chart of an answer, if one helps."""
    return Coming(lambda: _chart(office, view, answer))


def chart_block(office: Office, view: Interpreter, answer: Answer) -> Block | None:
    """The chart of an answer as an image block; None where there is none, or it is not to be had soon."""
    return chart_coming(office, view, answer).within(SOON_S)


def _chart(office: Office, view: Interpreter, answer: Answer) -> Block | None:
    from bot.charting.charts import shown_for

    with office.gate.through():
        found = shown_for(view, answer)
    if found is None:
        return None
    kind, shown = found
    key = hashlib.sha256(packed(shown)).hexdigest()
    file = UPLOADS.of(office, key, f"{kind}.png", lambda: png_of(shown))
    return image(file, f"{shown.title}. {shown.alt}") if file else None


def page_blocks(office: Office, view: Interpreter, answer: Mapping[str, Any]) -> list[Block]:
    """The pages of a PDF that an answer quotes, the words marked; empty where the contract is no PDF."""
    may_see = set(view.stores.contracts.refs())
    cited = [one for one in answer["citations"] if one.get("page") and one["contract"] in may_see]
    made = (_or_none(lambda one=one: _page(office, view, one)) for one in cited[:PAGES])  # type: ignore[misc]
    return [block for block in made if block]


def _page(office: Office, view: Interpreter, one: Mapping[str, Any]) -> Block | None:
    from bot.answering.pictures import picture_of

    picture = picture_of(view.stores.contracts, one["contract"], one["document"], one["page"], one["quote"])
    if picture is None:
        return None
    key = hashlib.sha256(picture.png).hexdigest()
    file = UPLOADS.of(office, key, f"page-{picture.page}.png", lambda: picture.png)
    title = f"{one['document']}, page {picture.page}"
    marked = f", with the words marked: {one['quote'][:800]}" if picture.marked else ""
    return image(file, f"{title}{marked}", title) if file else None


def _or_none(made: Callable[[], Block | None]) -> Block | None:
    """A picture is a help and no more: whatever goes wrong with it, the answer stands."""
    try:
        return made()
    except Exception as missed:  # noqa: BLE001 - the edge of a part that may be left out
        log.warning("a picture was left out: %s", type(missed).__name__)
        return None


def _uploaded(office: Office, name: str, data: bytes) -> str | None:
    """Hand a picture over without sharing it, and wait until Slack knows it for one."""
    done = office.quick.files_upload_v2(content=data, filename=name, title=name)
    file = str(done["files"][0]["id"])
    for _ in range(LOOKS):
        known = office.quick.files_info(file=file)["file"]
        if str(known.get("mimetype", "")).startswith("image/"):
            return file
        time.sleep(STEP_S)
    return None
