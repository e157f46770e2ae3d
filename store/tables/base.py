"""What every table stands on: one metadata, and column types that cannot lose a zone or a penny.

Nothing here opens a database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as whole seconds since 1970 in UTC (databases lose zones; integers do not)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        return None if value is None else epoch(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else instant(value)


class Exact(TypeDecorator[Decimal]):
    """A Decimal, kept as text with every digit it came with."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002, D102
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002, D102
        return None if value is None else Decimal(value)


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970; a datetime without a zone is a fault of the caller and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone; every instant in the store is aware.")
    return int(moment.timestamp() // 1)


def instant(seconds: int) -> datetime:
    """The aware UTC datetime of whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


class Base(DeclarativeBase):
    """All tables, with constraint names that are the same on every database."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant, Decimal: Exact, dict[str, Any]: JSON, list[Any]: JSON, str: Text}  # noqa: RUF012


class Numbered:
    """A table whose rows have a number of their own."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-3)


class OfContract(Numbered):
    """A numbered row that belongs to one contract."""

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True, sort_order=-2)


class Sourced:
    """Columns that say where a fact stands."""

    source_file: Mapped[str] = mapped_column(sort_order=1)
    source_row: Mapped[int | None] = mapped_column(sort_order=1)
    source_clause: Mapped[str | None] = mapped_column(sort_order=1)
    source_page: Mapped[int | None] = mapped_column(sort_order=1)
    source_quote: Mapped[str | None] = mapped_column(sort_order=1)
