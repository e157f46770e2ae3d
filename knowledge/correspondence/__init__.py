"""What a provider's message comes to: its kind, what happened, who owns it, what is soft, hollow, missing or unclear."""
