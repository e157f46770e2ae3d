"""Files people send: fetched only from Slack itself, capped in size, read once for show, and kept after a yes.

The token leaves for Slack's own file host over https and for nobody else: the address is compared as a whole, no
redirect is followed, and what comes back must be the file and not a page.
"""

from __future__ import annotations

import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterable
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.slack.audience import Role
from bot.slack.blocks.notices import choices, notice
from bot.slack.blocks.pieces import Block, bullets, paragraph, rich
from bot.slack.escape import clean, mrkdwn
from bot.slack.incoming import Asked
from bot.slack.office import Office
from bot.slack.outbox import Where
from bot.slack.wording import in_slack
from bot.upkeep import recording
from knowledge.documents.model import UnreadableError
from store.facts.common import InterpreterError

SLACK_HOSTS = frozenset({"files.slack.com"})
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
LARGEST = 50 * 1024 * 1024
TIMEOUT_S = 30
PIECE = 64 * 1024
PAGES = {"text/html"}
KINDS = {
    "contract": "a contract", "amendment": "an amendment", "tickets": "a ticket export", "report": "a provider’s report",
    "headcount": "a head count", "invoices": "a list of invoices", "outages": "a record of outages",
    "security": "security counts", "reviews": "a list of review meetings", "roadmap": "a roadmap",
    "advice": "a list of advice", "changes": "a list of changes", "ticket history": "a history of tickets",
}  # fmt: skip
MAILS = (".eml", ".msg")
ORDERS = {"DMY": ", its dates day first", "MDY": ", its dates month first"}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """Never go where a redirect points."""
        return


def may_fetch(url: str, api: str) -> bool:
    """Whether an address is one of Slack's own files (or the file of the desk that the API address names)."""
    try:
        there, home = urlsplit(url), urlsplit(api)
        port = there.port
    except ValueError:
        return False
    if there.username is not None or there.password is not None:
        return False
    if there.scheme == "https" and there.hostname in SLACK_HOSTS and port in {None, 443}:
        return True
    return (
        there.scheme == "http"
        and there.hostname in LOOPBACK
        and home.scheme == "http"
        and (there.hostname, port) == (home.hostname, home.port)
    )


def fetch(office: Office, file_id: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    """A file of this workspace, on disk under a harmless name, and what Slack says of it.

    Raises InterpreterError, in words for the person who sent it, when it is not to be had.
    """
    info: dict[str, Any] = office.client.files_info(file=file_id)["file"]
    name = safe_name(str(info.get("name") or "file"))
    if info.get("is_external") or info.get("mode") in {"external", "tombstone", "hidden_by_limit"}:
        raise InterpreterError(
            f"{name} lies outside Slack, and I read only files that lie in it; upload the file itself."
        )
    if int(info.get("size") or 0) > LARGEST:
        raise InterpreterError(
            f"{name} is larger than {LARGEST // 2**20} MB; split it, or add it on the machine that runs me."
        )
    url = str(info.get("url_private_download") or info.get("url_private") or "")
    if not may_fetch(url, office.client.base_url):
        raise InterpreterError(
            f"{name} does not lie on Slack’s own file server, so I did not fetch it; upload the file itself."
        )
    target = folder / file_id
    target.mkdir(parents=True, exist_ok=True)
    _download(url, str(office.client.token), target / name, info)
    return target / name, info


def safe_name(name: str) -> str:
    """A file name with nothing in it that could lead elsewhere."""
    bare = re.sub(r"[^\w.() -]", "_", clean(name).replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    return bare[-120:] or "file"


def _download(url: str, token: str, target: Path, info: dict[str, Any]) -> None:
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - address checked
    try:
        with opener.open(request, timeout=TIMEOUT_S) as response:
            _checked(response, info, target.name)
            _copied(response, target)
    except (urllib.error.URLError, OSError, ValueError) as missed:
        target.unlink(missing_ok=True)
        raise InterpreterError(f"{target.name} could not be fetched from Slack; please send it again.") from missed


def _checked(response: HTTPResponse, info: dict[str, Any], name: str) -> None:
    """Slack answers with its sign-in page, not an error, where a file may not be read."""
    kind = (response.headers.get_content_type() or "").lower()
    expected = str(info.get("mimetype") or "").lower()
    if kind in PAGES and expected not in PAGES:
        raise InterpreterError(f"Slack did not let me read {name}; share it in this conversation and try again.")


def _copied(response: HTTPResponse, target: Path) -> None:
    """Write what comes, and stop where it is more than was said or allowed."""
    taken = 0
    with target.open("wb") as file:
        while piece := response.read(PIECE):
            taken += len(piece)
            if taken > LARGEST:
                raise ValueError("more than allowed")
            file.write(piece)


def may_add(office: Office, user: str) -> bool:
    """Whether a person may add documents: owners and full members, never guests or people of other companies."""
    return office.readers.alone(user).readers <= {Role.OWNER, Role.MEMBER} and office.readers.alone(user).known


def offered(office: Office, asked: Asked, key: str) -> None:
    """Read the files that came, say what is in them, and ask before anything is kept."""
    if not may_add(office, asked.user):
        words = "Your account may not add documents here. Ask an owner of this workspace."
        office.outbox.say(key, asked.where, mrkdwn(words), notice(words))
        return
    where = asked.where
    if not asked.is_direct:  # what a document holds is for the one who sent it, not for the channel
        where = Where(office.outbox.direct(asked.user), asked.ts, "", asked.user, asked.user_team)
    for number, file in enumerate(asked.files):
        if str(file.get("name", "")).lower().endswith(MAILS):
            _mail(office, asked, str(file["id"]), f"{key}:{number}", where)
            continue
        _offer(office, str(file["id"]), f"{key}:{number}", where, asked.contract)


def _mail(office: Office, asked: Asked, file_id: str, key: str, where: Where) -> None:
    """An email is explained at once; its promises are noted when the person says so."""
    from bot.slack.emails import file_explained

    seen = office.may_see(office.readers.alone(asked.user))
    gist, blocks = file_explained(office, seen, file_id)
    offer = choices("Shall I keep this email and note its promises?", _yes_or_no(file_id, asked.contract))
    office.outbox.say(key, where, mrkdwn(gist[:1500]), [*blocks, *offer])


def _yes_or_no(file_id: str, contract: str | None, order: str = "") -> list[tuple[str, str, str]]:
    value = f"{file_id}|{contract or ''}|{order}"
    return [("Add it", "add_file", value), ("Leave it", "leave_file", value)]


def _offer(office: Office, file_id: str, key: str, where: Where, contract: str | None) -> None:
    folder = office.interpreter.settings.home / "incoming"
    try:
        path, _ = fetch(office, file_id, folder)
        said, blocks = _reading(office, path, contract)
    except (InterpreterError, UnreadableError) as refused:
        words = in_slack(str(refused))
        office.outbox.say(key, where, mrkdwn(words), notice(words))
        shutil.rmtree(folder / file_id, ignore_errors=True)
        return
    office.outbox.say(key, where, mrkdwn(said), blocks)


def _reading(office: Office, path: Path, contract: str | None, order: str = "") -> tuple[str, list[Block]]:
    """What a file holds, in words and blocks, with the question whether to keep it; or in which order its dates stand."""
    from bot.intake.adding import add
    from bot.intake.given import Options
    from store.imports.date_orders import DateOrderError

    file_id = path.parent.name
    try:
        (receipt,) = add(office.interpreter, [path], Options(dry_run=True, contract=contract, date_order=order or None))
    except DateOrderError as asked:
        value = f"{file_id}|{contract or ''}|"
        ways = [("Day first", "order_file_1", f"{value}DMY"), ("Month first", "order_file_2", f"{value}MDY")]
        return asked.question, choices(asked.question, [*ways, ("Leave it", "leave_file", value)])
    said = f"I read {receipt.file} as {KINDS.get(receipt.kind, receipt.kind)}{ORDERS.get(order, '')}. {in_slack(receipt.says)}"
    said = said.replace("not kept (dry run)", "nothing of it is kept yet").replace(" (dry run)", "")
    said = said if said.endswith((".", "!", "?")) else f"{said}."
    told = [rich(paragraph(said), *_details([*receipt.notes, *receipt.rejects]))]
    return said, [*told, *choices("Shall I take it in?", _yes_or_no(file_id, contract, order))]


def _details(lines: Iterable[str]) -> list[Block]:
    shown = [in_slack(line) for line in lines][:15]
    return [bullets(shown)] if shown else []


def decided(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001 - every deed is called alike
    """Take a file in, let it go, or read it in the order told; the question is replaced by what became of it."""
    file_id, contract, order = [*str(body["value"]).split("|"), "", ""][:3]
    folder = office.interpreter.settings.home / "incoming" / safe_name(file_id)
    if body["choice"] == "leave":
        shutil.rmtree(folder, ignore_errors=True)
        _replaced(office, body, ["I left it; nothing was kept."])
        return
    if not may_add(office, body["user"]):
        raise InterpreterError("Your account may not add documents here. Ask an owner of this workspace.")
    waiting = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    if not waiting:  # an email is not kept between the showing and the yes; it is fetched again
        waiting = [fetch(office, safe_name(file_id), folder.parent)[0]]
    if body["choice"] == "order":
        said, blocks = _reading(office, waiting[0], contract or None, order)
        office.client.chat_update(channel=body["channel"], ts=body["ts"], text=mrkdwn(said), blocks=blocks)
        return
    _replaced(office, body, _added(office, waiting[0], contract or None, order, str(body["user"])))
    shutil.rmtree(folder, ignore_errors=True)


def _added(office: Office, path: Path, contract: str | None, order: str, user: str) -> list[str]:
    from bot.intake.adding import add
    from bot.intake.given import Options

    try:
        options = Options(accept=True, contract=contract, date_order=order or None)
        (receipt,) = add(office.interpreter, [path], options)
    except (InterpreterError, UnreadableError) as refused:
        return [str(refused)]
    recording.taken_in(office.interpreter, [receipt], f"{office.team}/{user}")
    return [receipt.says, *receipt.notes, *receipt.rejects][:16]


def _replaced(office: Office, body: dict[str, Any], lines: list[str]) -> None:
    said = [in_slack(line) for line in lines]
    blocks = [rich(paragraph(said[0]), *_details(said[1:]))]
    office.client.chat_update(channel=body["channel"], ts=body["ts"], text=mrkdwn(said[0]), blocks=blocks)
