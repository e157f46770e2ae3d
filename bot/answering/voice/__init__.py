"""Wording by a language model: it orders parts that code has written; it never writes a figure, quotation or verdict."""
