"""From a question to an answer: understand, gather, measure, say."""
