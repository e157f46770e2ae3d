"""What the source, the lock and the licences must not hold, read from them as they are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from benchmarks.licences import STRONG, WEAK, licences

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "knowledge", "store", "prompts")
# Modules that turn bytes into running code, and calls that do.
MODULES = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "telnetlib", "xmlrpc"}
CALLS = {"eval", "exec", "compile", "load_prompt", "__import__", "execfile"}
METHODS = {("os", "system"), ("os", "popen"), ("yaml", "load"), ("yaml", "unsafe_load"), ("torch", "load")}
# Used as libraries, unchanged, by name: a weak copyleft asks for no more than their own source.
WEAK_AND_KNOWN = {"certifi", "hypothesis", "orjson", "pathspec", "psycopg", "psycopg-binary", "tqdm"}

# Names a business's own schema, which `scope_of` makes of letters and digits alone (tests/scale/test_workspaces_apart.py).
MAKES_SCOPES = Path("store/database.py")


def sources():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def test_nothing_turns_words_into_running_code():
    """No pickle, no eval, no prompt loaded from a file, no shell; and arrays are read without objects."""
    found = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
                found += [f"{path.name}:{node.lineno} {one}" for one in names if one.split(".")[0] in MODULES]
            if isinstance(node, ast.Call):
                found += [f"{path.name}:{node.lineno} {why}" for why in _dangerous(node)]
    assert found == []


def _dangerous(call):
    if isinstance(call.func, ast.Name) and call.func.id in CALLS:
        yield call.func.id
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
        if (owner, call.func.attr) in METHODS:
            yield f"{owner}.{call.func.attr}"
        if (owner, call.func.attr) == ("np", "load") and not _says(call, "allow_pickle", value=False):
            yield "np.load with objects"
    if _says(call, "shell", value=True) or _says(call, "allow_pickle", value=True):
        yield "a shell, or objects in an array"


def _says(call, name, *, value):
    return any(
        one.arg == name and isinstance(one.value, ast.Constant) and one.value.value is value for one in call.keywords
    )


def test_no_words_become_sql():
    """Statements are built from columns; the few that are text are constants of the source, or names it made itself."""
    found = []
    for path, tree in sources():
        if "migrations" in path.parts or path.relative_to(ROOT) == MAKES_SCOPES:
            continue
        for node in ast.walk(tree):
            named = isinstance(node, ast.Call) and (
                (isinstance(node.func, ast.Name) and node.func.id == "text")
                or (isinstance(node.func, ast.Attribute) and node.func.attr == "exec_driver_sql")
            )
            if named and path.parts[-2] != "bot" and "store" in path.parts and node.args:
                made = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.FormattedValue | ast.BinOp)]
                found += [f"{path.relative_to(ROOT)}:{node.lineno}"] if made and not _constant(made) else []
    assert found == []


def _constant(made):
    """Whether what is put into a statement are constants of the module, by their capitals, or numbers made whole."""
    names = [part.value for part in made if isinstance(part, ast.FormattedValue)]
    return all((isinstance(one, ast.Name) and one.id.isupper()) or isinstance(one, ast.Constant) for one in names)


def test_every_package_is_pinned_with_its_hashes_and_no_address():
    """An install takes exactly these files, from wherever it gets them."""
    for name in ("requirements.lock", "requirements-model.lock"):
        text = (ROOT / name).read_text("utf-8")
        entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
        without = [one.split()[0] for one in entries if one and "--hash=sha256:" not in one]
        assert without == [], name
        assert "://" not in text, name
        assert all("==" in one.split()[0] for one in entries), name


def test_no_licence_asks_for_our_source():
    """None is of the GPL or AGPL; those of the LGPL and MPL are known by name and used as libraries."""
    held = licences()
    assert len(held) > 50
    assert [name for name, said in held.items() if STRONG.search(said)] == []
    assert {name for name, said in held.items() if WEAK.search(said)} <= WEAK_AND_KNOWN
    assert [name for name, said in held.items() if said == "not said"] == []


def test_the_list_of_licences_is_that_of_the_lock():
    """docs/licences.md names every package with its version."""
    from benchmarks.licences import PAGE, pinned

    told = PAGE.read_text("utf-8")
    assert [name for name, version in pinned() if f"| {name} | {version} |" not in told] == []
