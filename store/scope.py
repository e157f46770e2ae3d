"""Whose data: the one place where a workspace's name becomes the place in which its rows lie.

Each workspace has tables of its own (a file in a folder on SQLite, a schema on PostgreSQL), so that a query cannot meet
another workspace's rows, whatever it asks for. What this function refuses is never opened.
"""

from __future__ import annotations

import re

from store.facts.common import InterpreterError

WORKSPACE = re.compile(r"[A-Z0-9]{1,40}")
PREFIX = "ws_"


def scope_of(workspace: str | None) -> str:
    """The name of a workspace's own place, "ws_t0marrow" for T0MARROW; two workspaces never share one.

    Raises InterpreterError for no name and for anything but Slack's capital letters and digits: a name that had to be
    changed first might be changed into another one's.
    """
    if not workspace:
        raise InterpreterError("No workspace was named, so nothing is read or written; this is a fault of the program.")
    if not WORKSPACE.fullmatch(workspace):
        raise InterpreterError(
            f"“{workspace}” is no workspace's name; Slack's own stands in the address of its page and looks like T0123ABCD."
        )
    return f"{PREFIX}{workspace.lower()}"
