"""The windows people open: each file shows one kind and reads what comes back from it."""
