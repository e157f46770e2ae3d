"""Dunnock Lane Veterinary Clinic: a small clinic in the United States with web terms that promise next to nothing."""
