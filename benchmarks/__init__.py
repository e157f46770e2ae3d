"""Measurements of the product, and of others beside it, each printed against its limit."""

import os

# As the command itself does, before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
