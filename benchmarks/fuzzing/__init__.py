"""Coverage-guided fuzzing of what strangers write to: mails, Word files, tables and questions."""
