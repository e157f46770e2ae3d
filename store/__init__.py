"""The numbers: what was agreed as data, what happened, and what that amounts to."""
