"""The conversation: understand a question, gather the evidence, say the answer."""
