"""The monthly review pack: everything a review meeting needs, and so that it needs no meeting."""
