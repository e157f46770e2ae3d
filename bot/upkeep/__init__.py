"""Looking after a home: backup and restore, erasure and retention, signs of life, the record of who saw what."""
