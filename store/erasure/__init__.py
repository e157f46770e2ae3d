"""Erasing: a contract, a file, a person, or what grew old, wherever it stands; each in one transaction."""
