"""The sample company, written here: an invented business, its invented IT provider, questions and their oracle."""
