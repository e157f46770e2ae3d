"""The monthly pack holds everything a review needs, the same in every edition, and nothing for the provider's eyes that is ours."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2
import pytest

from bot.reviewing.editions import page, pdf, text
from bot.reviewing.pack import pack
from bot.reviewing.pictures import charts
from store.facts.common import Source
from store.facts.happened import LogEntry

REF, MONTH = "BRC-2024-117", "2026-10"
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@pytest.fixture(scope="module")
def made(sample):
    """Our own edition for October 2026."""
    return pack(sample, REF, MONTH)


@pytest.fixture(scope="module")
def safe(sample):
    """The provider's edition of the same month."""
    return pack(sample, REF, MONTH, safe=True)


def _words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(sheet.get_textpage().get_text_range() for sheet in document)


def _numbers(value) -> set[str]:
    """Every number that stands in a pack's document, as it is written there."""
    if isinstance(value, dict):
        return set().union(
            *(_numbers(one) for name, one in value.items() if name not in {"month", "contract", "late"}), set()
        )
    if isinstance(value, list):
        return set().union(*(_numbers(one) for one in value), set())
    return set(NUMBER.findall(value)) if isinstance(value, str) else set()


@pytest.mark.parametrize("edition", ["pdf", "html", "markdown"])
def test_every_figure_of_the_document_stands_in_every_edition(made, edition):
    """Nothing is lost or changed on the way to paper, page or text."""
    told = {"pdf": lambda: _words(pdf(made, [])), "html": lambda: page(made, []), "markdown": lambda: text(made)}[
        edition
    ]()
    missing = _numbers(made) - set(NUMBER.findall(told))
    assert missing == set()


def test_the_pack_says_what_went_well_before_what_was_missed(made):
    """No provider is perfect, and the pack begins with what is good."""
    told = text(made)
    assert made["went_well"]
    assert told.index("What went well") < told.index("Service levels")
    assert [one["name"] for one in made["levels"] if one["result"] == "missed"]


def test_the_claim_is_in_the_pack_with_its_last_day(made):
    """The letter is drafted, the sum and the last day stand beside it."""
    assert made["money"]["owed"] in made["money"]["letter"]
    assert made["money"]["claim_by"] == "30 November 2026"


def test_the_provider_s_edition_holds_nothing_of_money_verdict_or_plans(made, safe):
    """It may be handed over as it is."""
    told = text(safe) + page(safe, []) + _words(pdf(safe, []))
    assert not {"verdict", "score", "gates", "parts", "money"} & set(safe)
    assert "£" not in told
    assert not re.search(r"credit|claim|not getting|renegotiate|notice to", told, re.IGNORECASE)
    assert made["headline"] not in told
    assert [one["name"] for one in safe["levels"]] == [one["name"] for one in made["levels"]]


def test_the_pictures_are_of_the_missed_levels_and_ours_alone_shows_credits(sample):
    """The missed levels first; the provider's edition has no picture of money."""
    case = sample.case(REF, sample.today())
    ours, theirs = (list(charts(case, MONTH, safe=safe)) for safe in (False, True))
    assert ours[0].title.startswith("P1 first response")
    assert {one.kind for one in ours} - {one.kind for one in theirs} == {"credits"}
    data = pdf(pack(sample, REF, MONTH), ours)
    assert len(pypdfium2.PdfDocument(data)) <= 6
    assert all(one.alt for one in ours)


LATER_MONTHS = re.compile(r"\b(?:November|December) 2026\b|\bOctober 2026\b|\b2026-1[0-2]\b")


def test_a_pack_of_an_earlier_month_holds_no_figure_of_a_later_one(sample):
    """September's pack, made in November: verdict, levels, trend and every chart end with September."""
    made = pack(sample, REF, "2026-09")
    told = [made[part] for part in ("headline", "score", "gates", "went_well", "levels", "trend", "questions", "parts")]
    drawn = [(one.title, one.alt) for one in charts(sample.case(REF, sample.today()), "2026-09", safe=False)]
    assert len(drawn) >= 4
    assert LATER_MONTHS.search(str(told)) is None
    assert LATER_MONTHS.search(str(drawn)) is None
    assert "to September 2026" in str(drawn)


def test_what_was_agreed_last_time_comes_again_with_what_became_of_it(sample_copy):
    """A promise noted in September is in October's pack, kept or not; one of the spring is not."""
    registers = sample_copy.stores.registers
    for on, due, what, state in (
        ("2026-09-10", "2026-09-30", "Send the asset list", "kept"),
        ("2026-10-20", "2026-11-06", "Bring the patching plan", ""),
        ("2026-04-02", "2026-04-09", "Something of the spring", ""),
    ):
        line = LogEntry(
            "promises", date.fromisoformat(on), what, Source("noted by hand"), who="Dana", state=state,
            due=date.fromisoformat(due),
        )  # fmt: skip
        registers.note(REF, line)
    made = pack(sample_copy, REF, MONTH)
    rows = {one["what"]: one["state"] for one in made["carried"]}
    assert rows["Send the asset list"] == "kept"
    assert rows["Bring the patching plan"] == "past its day, nobody has said what became of it"
    assert "Something of the spring" not in rows
    assert all(
        what in text(made) and what in page(made, []) for what in ("Send the asset list", "Bring the patching plan")
    )
