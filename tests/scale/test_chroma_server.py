"""Vectors on a Chroma server: shared by machines, apart for workspaces, and missed without harm when it is gone or slow."""

from __future__ import annotations

import hashlib
import socket
import time

import numpy as np
import pytest

from benchmarks.chroma import chroma_server
from knowledge import chroma_server as room
from knowledge import library as library_module
from knowledge.chroma_server import ChromaServer, Served
from knowledge.clauses import Clause, ClauseTree
from knowledge.library import Library
from knowledge.passages import passages_of
from knowledge.vectors import VectorStore, VectorStoreError, current

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]
WORDS = ("A party may end this Agreement by ninety days' notice.", "The Provider shall answer within fifteen minutes.")


class ByLetters:
    """An embedder that is quick: texts with the same words stand near each other. Counts what it was asked to read."""

    name, width = "by-letters", 64

    def __init__(self):
        self.read = 0

    def embed(self, texts):
        self.read += len(texts)
        made = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                made[row, hashlib.sha256(word.encode()).digest()[0] % self.width] += 1
        return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)


def passages(*words, ref="MSA-1"):
    """A contract of one clause a text."""
    clauses = [Clause(str(n), str(n), "", text, n * 200, n * 200 + len(text)) for n, text in enumerate(words, 1)]
    return passages_of(ClauseTree("msa.docx", "Agreement", tuple(clauses)), ref)


@pytest.fixture
def machine(tmp_path, chroma):
    """A way to open a library as a machine of its own would: its own folder, the same server."""

    def made(name, held, space="ws_t0one", url=None, edition=lambda _ref: None):
        embedder = ByLetters()
        library = Library(tmp_path / name, embedder, lambda _ref: held, Served(url or chroma.url, space), edition)
        return library, embedder

    return made


def test_what_one_machine_indexed_another_finds_by_meaning_without_reading_it_again(machine):
    """The vectors come from the server; nothing is embedded but the kinds of clause and the question."""
    held = passages(*WORDS)
    first, _ = machine("first", held)
    assert first.index("MSA-1") == 2
    second, embedder = machine("second", held)
    assert second.state(["MSA-1"]).indexed == ("MSA-1",)
    assert embedder.read == 0
    assert second.search("may a party end this agreement", ["MSA-1"])[0].passage.clause == "1"


def test_a_contract_changed_on_one_machine_is_read_again_on_the_other(machine):
    """The database says that its words are another edition; the old words are not searched any more."""
    held, edition = passages(*WORDS), [1]
    first, _ = machine("first-changed", held, space="ws_t0changed", edition=lambda _ref: edition[0])
    second, _ = machine("second-changed", held, space="ws_t0changed", edition=lambda _ref: edition[0])
    first.index("MSA-1")
    assert len(second.passages("MSA-1")) == 2
    held[:] = passages(*WORDS, "The Customer shall pay within thirty days.")
    edition[0] = 2
    first.index("MSA-1")
    assert len(second.passages("MSA-1")) == 3
    assert second.state(["MSA-1"]).indexed == ("MSA-1",)


def test_contracts_of_the_same_name_never_meet_on_the_server(machine, chroma, tmp_path):
    """Each workspace has a collection of its own, and asks for no other."""
    for space, words in (("ws_t0a", "Alpha only."), ("ws_t0b", "Beta only."), ("", "Nobody's.")):
        library, _ = machine(f"of-{space}", passages(words), space=space)
        library.index("MSA-1")
    found = {
        space: VectorStore(current(tmp_path), Served(chroma.url, space)).nearest("MSA-1", ByLetters().embed(["alpha beta"])[0], 9)
        for space in ("ws_t0a", "ws_t0b", "", "ws_t0c")
    }  # fmt: skip
    assert [len(found[space]) for space in ("ws_t0a", "ws_t0b", "", "ws_t0c")] == [1, 1, 1, 0]
    assert len({next(iter(one)) for one in found.values() if one}) == 3
    first, _ = machine("of-ws_t0a", passages("Alpha only."), space="ws_t0a")
    first.drop("MSA-1")
    assert VectorStore(tmp_path, Served(chroma.url, "ws_t0a")).stamp("MSA-1") == ""
    assert VectorStore(tmp_path, Served(chroma.url, "ws_t0b")).stamp("MSA-1") != ""


def test_what_is_erased_is_gone_from_the_server_and_nobody_elses(machine, chroma, tmp_path):
    """A contract that is no more leaves with the next reindex, a workspace that leaves takes everything along."""
    ours, _ = machine("erasing", passages("Ours."), space="ws_t0erase")
    theirs, _ = machine("keeping", passages("Theirs."), space="ws_t0erase2")
    for ref in ("MSA-1", "MSA-2"):
        ours.index(ref)
        theirs.index(ref)
    held = lambda space, ref: VectorStore(tmp_path, Served(chroma.url, space)).stamp(ref) != ""  # noqa: E731
    ours.reindex(["MSA-2"])
    assert [held("ws_t0erase", ref) for ref in ("MSA-1", "MSA-2")] == [False, True]
    ours.clear()
    assert [held("ws_t0erase", ref) for ref in ("MSA-1", "MSA-2")] == [False, False]
    assert [held("ws_t0erase2", ref) for ref in ("MSA-1", "MSA-2")] == [True, True]


def test_with_the_server_gone_questions_are_answered_at_once_and_the_doctor_says_so(machine, monkeypatch):
    """By what this machine keeps, else by words; once it is back, by meaning again."""
    held = passages(*WORDS)
    with chroma_server() as own:
        first, _ = machine("kept", held, url=own.url)
        first.index("MSA-1")
        own.stop()
        kept, _ = machine("kept", held, url=own.url)
        fresh, _ = machine("fresh", held, url=own.url)
        assert kept.state(["MSA-1"]).indexed == ("MSA-1",)
        assert any("does not answer" in note for note in kept.state(["MSA-1"]).notes)
        began = time.monotonic()
        for _ in range(20):
            assert fresh.search("may a party end this agreement", ["MSA-1"])[0].passage.clause == "1"
        assert time.monotonic() - began < room.REST_S, "a server that is gone is not asked at every question"
        assert fresh.state(["MSA-1"]).stale == ("MSA-1",)
        own.start()
        monkeypatch.setattr(room, "REST_S", 0.0)
        Served(own.url).server._rests_until = 0.0
        monkeypatch.setattr(library_module, "REST_S", 0.0)
        back, _ = machine("back", held, url=own.url)
        assert back.state(["MSA-1"]).indexed == ("MSA-1",)


def test_documents_added_while_the_server_is_gone_are_searched_by_meaning_here(machine):
    """The vectors are kept on this machine; other machines hear of them at the next reindex."""
    held = passages(*WORDS)
    library, _ = machine("alone", held, url="http://127.0.0.1:9")
    assert library.index("MSA-1") == 2
    state = library.state(["MSA-1"])
    assert state.indexed == ("MSA-1",)
    assert any("run `itbot reindex`" in note for note in state.notes)


def test_a_server_that_takes_calls_and_never_answers_holds_nobody_up(monkeypatch, tmp_path):
    """After two seconds it is given up, and then not asked for a while."""
    monkeypatch.setattr(room, "PROBE_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        store = VectorStore(tmp_path, Served(url))
        for _ in range(3):
            with pytest.raises(VectorStoreError, match="does not answer"):
                store.stamp("MSA-1")
        assert Served(url).server.is_resting


def test_a_server_that_falls_silent_later_is_given_up_too(chroma, monkeypatch):
    """The client waits for ever unless told otherwise; ours is told."""
    import httpx

    monkeypatch.setattr(room, "PATIENCE_S", 0.5)
    server = ChromaServer(chroma.url)
    client = server.client()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        client._server._api_url = client._server._api_url.replace(chroma.url, f"http://127.0.0.1:{port}")
        with pytest.raises(httpx.TransportError):
            client.heartbeat()
    assert "does not answer" in str(server.failed(TimeoutError()))
    assert server.is_resting
