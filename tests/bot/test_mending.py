"""As the service starts, the search index is held against the database and made whole where it is not."""

from __future__ import annotations

from bot.intake.adding import add
from bot.intake.given import Options
from bot.mending import looked_after
from bot.settings import Settings
from bot.wiring import build
from knowledge import vectors

CONTRACT = """# Support Agreement

1. Priority 1 incidents shall be answered within 15 minutes in 95% of cases each month.
2. Either party may end this Agreement by ninety days' notice.
"""


def test_a_damaged_index_is_made_whole_as_the_service_starts(tmp_path):
    """An index that stands is left alone; a damaged one is made again in a process of its own."""
    home = tmp_path / "home"
    interpreter = build(Settings(home=home, _env_file=None))
    assert not looked_after(interpreter)  # nothing was ever indexed
    contract = tmp_path / "contract.md"
    contract.write_text(CONTRACT, "utf-8")
    add(interpreter, [contract], Options(kind="contract", accept=True, model=False))
    if interpreter.library.state([]).embedder is None:
        return
    assert not looked_after(interpreter)
    store = vectors.current(home / "library")
    (store / "chroma.sqlite3").write_bytes(b"noise" * 1000)
    assert looked_after(interpreter)
    assert vectors.current(home / "library") != store
    assert not looked_after(interpreter)
    assert interpreter.library.state(list(interpreter.stores.contracts.refs())).stale == ()
    interpreter.database.close()
