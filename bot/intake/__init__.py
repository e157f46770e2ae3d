"""A file comes in: its kind is found, and it goes to the words or to the numbers."""
