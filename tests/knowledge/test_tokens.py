"""What a text will cost a model is never counted too low, with nothing downloaded."""

from __future__ import annotations

import tiktoken
from hypothesis import given
from hypothesis import strategies as st

from knowledge import tokens
from knowledge.tokens import at_most, count


def _bytes_only() -> tiktoken.Encoding:
    """A tokenizer that knows no merges: the most that any text can ever cost."""
    ranks = {bytes([value]): value for value in range(256)}
    return tiktoken.Encoding("bytes", pat_str=r"(?s:.)", mergeable_ranks=ranks, special_tokens={})


def test_plain_english_is_counted_at_little_more_than_a_token_a_word():
    """Common words are one token each, so a clause is not priced as if it were gibberish."""
    clause = (
        "the provider shall keep the service available during the agreed hours and report to the customer each month"
    )
    assert len(clause.split()) <= at_most(clause) <= 1.5 * len(clause.split())


def test_letters_that_are_no_words_are_counted_dearly():
    """Random letters cost what real tokenizers charge for them (36 tokens for these 59), or more."""
    assert at_most("sfnrkoztcvkzvwkxpnozqgiliiewhjsqjcbiscrisjplvwvwiqpxzkqceidq") >= 36
    assert at_most("zdrjxjwpjg") >= 8


@given(st.text(max_size=200))
def test_the_count_is_never_more_than_the_bytes_and_a_little(text):
    """It errs on the dear side, but not without bound."""
    assert at_most(text) <= len(_bytes_only().encode_ordinary(text)) + text.count(" ") + sum(
        c.isdigit() for c in text
    ) + len(text)


def test_nothing_is_downloaded_for_a_count(monkeypatch, tmp_path):
    """Without a table in the cache folder the bound is used; with none set as well."""
    tokens._table.cache_clear()
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert count("thirty minutes") == at_most("thirty minutes")
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR")
    tokens._table.cache_clear()
    assert count("thirty minutes") == at_most("thirty minutes")
