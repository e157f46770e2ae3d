"""The Web API's methods, one family a file; each joins the registry when its file is imported."""
