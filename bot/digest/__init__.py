"""One message of the provider's, made plain: what it means, what was promised by when, what is missing, what to ask."""
