"""A file becomes pages, paragraphs with their computed numbers, and tables with header paths."""
