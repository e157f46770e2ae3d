"""Answers given, each with its receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped

from store.tables.base import Base, Numbered


class AnswerRow(Numbered, Base):
    """One answer as it was given, the way it was asked, the evidence it stood on, and the state of the data at that moment."""

    __tablename__ = "answer"

    question: Mapped[str]
    answer: Mapped[dict[str, Any]]
    context: Mapped[dict[str, Any]]
    evidence: Mapped[list[Any]]
    fingerprint: Mapped[str]
    asked_at: Mapped[datetime]
