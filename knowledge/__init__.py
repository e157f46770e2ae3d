"""The words: what was promised and what was said, each with its quotation."""
