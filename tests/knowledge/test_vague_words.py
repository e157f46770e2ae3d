"""Which duties are worded so that nobody can be held to them."""

import pytest

from knowledge.vague_words import vague_duties


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("The Supplier shall use reasonable endeavours to restore the Service.", "reasonable endeavours"),
        ("We will respond promptly to every request.", "promptly"),
        ("The Provider will keep you informed where practicable.", "where practicable"),
        ("The Contractor shall review the systems from time to time.", "from time to time"),
    ],
)
def test_a_duty_of_the_provider_in_vague_words_is_found_with_them(clause, words):
    """The sentence is quoted as it stands."""
    (found,) = vague_duties(clause)
    assert (found.words, found.sentence) == (words, clause)


@pytest.mark.parametrize(
    "clause",
    [
        "The Provider shall answer every P1 within 15 minutes.",
        "The Customer shall promptly report every fault to the Provider.",
        "Reasonable endeavours has the meaning given in clause 1.",
    ],
)
def test_a_figure_our_own_duty_and_a_definition_are_not_vague_duties_of_theirs(clause):
    """Only what the provider is to do counts."""
    assert vague_duties(clause) == []


def test_only_the_sentence_with_the_words_is_quoted():
    """Not the whole clause, and a number with a point in it does not end a sentence."""
    text = "The Provider shall keep 99.9 % availability. The Provider shall act promptly under clause 7.2. It ends."
    assert [one.sentence for one in vague_duties(text)] == ["The Provider shall act promptly under clause 7.2."]
