"""The voice: every instruction to a language model, one Markdown file each, and the loader that keeps them honest.

A prompt file starts with front matter between two lines of `+++`, in TOML: `purpose`, `output`, `budget` (most tokens
it may fill) and `inputs` (a table of name to what it holds). In the text an input stands as `$name`. A missing input and
an unknown one are both refused, so that a prompt and its caller cannot drift apart.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_KNOWN = {"purpose", "output", "budget", "inputs"}


class PromptError(Exception):
    """A prompt file or a call that does not fit it: our own mistake, never a user's."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One instruction: what it is for, what it takes, the most tokens it may fill, and the hash of its file."""

    name: str
    purpose: str
    output: str
    budget: int
    inputs: Mapping[str, str]
    text: str
    sha256: str

    def filled(self, **given: str) -> str:
        """The text with its inputs put in. Raises PromptError for a missing or an unknown one."""
        missing, unknown = set(self.inputs) - set(given), set(given) - set(self.inputs)
        if missing or unknown:
            raise PromptError(f"{self.name}: missing {sorted(missing)}, unknown {sorted(unknown)}")
        return Template(self.text).substitute(given)


@cache
def prompt(name: str) -> Prompt:
    """The prompt kept in `<name>.md`. Raises PromptError where the file is absent or its front matter is not whole."""
    file = files("prompts").joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(f"there is no prompt called {name}")
    raw = file.read_text("utf-8")
    parts = _FRONT.match(raw)
    if parts is None:
        raise PromptError(f"{name}: the front matter between +++ lines is missing")
    front = tomllib.loads(parts.group(1))
    if set(front) != _KNOWN:
        raise PromptError(f"{name}: the front matter must hold {sorted(_KNOWN)} and nothing else")
    text, inputs = parts.group(2), dict(front["inputs"])
    if set(Template(text).get_identifiers()) != set(inputs):
        raise PromptError(f"{name}: the inputs told and the inputs used differ")
    digest = hashlib.sha256(raw.encode()).hexdigest()
    return Prompt(name, front["purpose"], front["output"], int(front["budget"]), inputs, text, digest)


def names() -> list[str]:
    """Every prompt there is, by name."""
    return sorted(file.name.removesuffix(".md") for file in files("prompts").iterdir() if file.name.endswith(".md"))
