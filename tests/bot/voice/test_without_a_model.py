"""Without a model nothing of one is loaded; and what must never be called stands nowhere in the code."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "knowledge", "store", "prompts")
# Reading a prompt or an object from a file runs what somebody else wrote in it.
FORBIDDEN_MODULES = {"pickle", "dill", "shelve", "marshal", "cloudpickle"}
FORBIDDEN_CALLS = {"eval", "exec", "load_prompt", "__import__"}
ASKED = """
import sys
sys.argv = ["itbot", "ask", "how did they do on P1 response in September?"]
from bot.cli import main
try:
    main()
except SystemExit:
    pass
import json
print("\\nLOADED " + json.dumps([name for name in sys.modules if "." not in name]))
"""


def test_asking_without_a_model_loads_nothing_of_one(sample):
    """The whole of `itbot ask` in a process of its own: no LangChain, no provider's client, no tokenizer."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("ITBOT_MODEL", "COV_"))}
    told = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=sample.settings.home,
        env=settings | {"ITBOT_HOME": str(sample.settings.home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(told.stdout.rsplit("LOADED ", 1)[1]))
    assert "first response" in told.stdout
    assert loaded.isdisjoint({"langchain", "langchain_core", "langchain_openai", "openai", "anthropic", "tiktoken"})


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_runs_what_a_file_says(room):
    """No pickle, no eval, no prompt loaded from a path, in any file of ours."""
    found = []
    for file in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            direct = called in FORBIDDEN_CALLS and not (
                called in {"eval", "exec"} and isinstance(node.func, ast.Attribute)
            )
            if direct or {name.partition(".")[0] for name in names} & FORBIDDEN_MODULES or "load_prompt" in names:
                found.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert found == []
