"""One file for each thing people ask about: typed evidence in, a finished answer out; no figure is made here."""
