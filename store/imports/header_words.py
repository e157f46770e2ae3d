"""Every column name that some reader of ours knows: what tells a header row from the title rows above it."""

from __future__ import annotations

from store.imports.formats.known import BY_TOOL
from store.imports.simple_columns import SIMPLE

KNOWN = frozenset(name for form in BY_TOOL.values() for names in form.columns.values() for name in names) | frozenset(
    name for kind in SIMPLE.values() for column in kind for name in column.names
)
