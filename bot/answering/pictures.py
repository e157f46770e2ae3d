"""The cited page as a picture: a citation's words, marked on the page of the document they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.contracts import Contracts

if TYPE_CHECKING:
    from knowledge.documents.page_picture import Picture


def picture_of(contracts: Contracts, ref: str, document: str, page: int | None, quote: str) -> Picture | None:
    """The page with the words marked; None where the document has no pages, is no PDF, or its file was not kept."""
    if page is None:
        return None
    for one in contracts.documents(ref):
        data = contracts.file(one.id) if one.name == document else None
        if data is not None and data[:1024].find(b"%PDF-") >= 0:
            from bot.intake.apart import reading

            return reading.picture(data, page, quote)
    return None
