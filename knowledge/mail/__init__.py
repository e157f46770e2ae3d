"""A mail, whatever wrote it: who said what and when, the latest words apart from what they quote."""
