"""Every method of the Web API that the desk knows: importing a family enters its methods."""

from bot.desk.methods import assistant, auth, chat, conversations, files, people, streams, views  # noqa: F401
from bot.desk.registry import METHODS

__all__ = ["METHODS"]
