"""The window in which a document is handed over, and its way to the reading."""

from __future__ import annotations

import json
from typing import Any

from bot.slack.audience import Role
from bot.slack.blocks.pieces import Block, choice_input, modal, paragraph, plain, rich
from bot.slack.modals.common import Taken, contract_options, opened, seen_by, told, user_of, values
from bot.slack.office import Office

ADD, SENT = "add_document", "document_sent"
KINDS = ["pdf", "docx", "csv", "xlsx", "md", "html", "txt", "eml", "msg"]
NEW = "(a new contract)"


def add(office: Office, body: dict[str, Any]) -> None:
    """Ask for files."""
    if not office.readers.alone(user_of(body)).readers <= {Role.OWNER, Role.MEMBER}:
        opened(
            office,
            body,
            told("Add a document", "Your account may not add documents here. Ask an owner of this workspace."),
        )
        return
    options = contract_options(office, seen_by(office, body))
    files: Block = {
        "type": "input", "block_id": "files", "label": plain("Contract, ticket export, report or other record"),
        "element": {"type": "file_input", "action_id": "value", "filetypes": KINDS, "max_files": 5},
    }  # fmt: skip
    which = (
        [choice_input("contract", "Which contract does it belong to?", [("-", NEW), *options])]
        if len(options) > 1
        else []
    )
    words = rich(
        paragraph(
            "I read the file, tell you in a direct message what I found in it, and keep it only after you say yes."
        )
    )
    opened(
        office,
        body,
        modal("Add a document", [words, files, *which], callback=SENT, submit="Read it", metadata=json.dumps({})),
    )


def sent(office: Office, body: dict[str, Any]) -> Taken:  # noqa: ARG001 - every window is read alike
    """Take the files; they are fetched and read after the window closed."""
    said = values(body)
    contract = said.get("contract")
    more = {
        "files": said.get("files") or [],
        "contract": None if contract in {None, "-"} else contract,
        "user": user_of(body),
    }
    return Taken(None, "document", more)
