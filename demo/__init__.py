"""The sample company, written here: an invented business, its invented IT provider, and a question set with its oracle."""
