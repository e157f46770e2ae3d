"""The Slack app: what people ask there, saved, answered once, and shown only where everyone reading may know it."""
