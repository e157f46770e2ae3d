"""Exports become facts: one format a file, columns mapped, rejects listed with their row."""
