"""What a message looks like: pure functions from an answer or a state to Block Kit, and the guards on their size."""
