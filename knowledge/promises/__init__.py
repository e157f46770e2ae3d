"""Who promised what by when: the sentences of a mail that bind their writer, and the day each of them names."""
