"""What the library's tests share: the built-in sentence model, built once."""

from pathlib import Path

import pytest

from knowledge.embedding import Embedder, open_embedder


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the model's graph is built once for all tests."""
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="session")
def embedder(model_cache: Path) -> Embedder:
    """The built-in sentence model; without its weights these tests cannot run."""
    found = open_embedder(model_cache)
    if found is None:
        pytest.skip("The sentence model's weights are not installed.")
    return found
