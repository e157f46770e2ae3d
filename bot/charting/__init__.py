"""Pictures of the figures: what is drawn, how it is drawn, and the words for those who cannot see it."""
