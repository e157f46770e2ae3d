"""From the words of a question to what is asked: intent, metric, priority, period, names; never a figure."""
