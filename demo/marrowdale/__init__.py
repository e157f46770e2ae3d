"""Marrowdale Kitchens: a company in the United Kingdom with a monthly ladder of service credits. README.md tells its story."""
