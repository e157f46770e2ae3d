"""Providers' words in plain English: the curated glossary and the look-up that puts the contract's meaning first."""
