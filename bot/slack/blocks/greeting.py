"""What the app says of itself: what it can do, what it uses, how to be rid of it. Used by help, the Home tab and DMs."""

from __future__ import annotations

from bot.slack.blocks.pieces import Block, actions, bullets, button, context, paragraph, rich, titled

PROMPTS = (
    ("Is it worth it?", "Are we getting what we pay for?"),
    ("Last month", "What was missed last month?"),
    ("Credits", "What credits can we claim, and by when?"),
    ("Jargon", "What does RCA mean?"),
)
CAN = (
    "Whether each promise in your IT contract was kept, with the clause and the count behind it.",
    "What a miss is worth, and until when it can be claimed.",
    "What the contract says, in its own words with the page.",
    "What an abbreviation or a soft phrase in the provider’s email means.",
    "What is missing: reports, evidence, reviews that were promised and did not come.",
)
HOW = (
    "Ask in a direct message, or name me in a channel. In a thread I am part of you need not name me again.",
    "Send me a contract, a ticket export or a report in a direct message, and I take it in after you say yes.",
    "On any message: “Explain this email” and “Translate jargon” in its menu.",
)
DATA = (
    "I keep the documents you send me, the questions asked of me, and the answers I gave, on the machine your company "
    "runs me on. I read only messages that name me, direct messages, and threads I am part of. I tell a contract’s "
    "content only where everyone who can read may know it."
)
DISCLAIMER = (
    "Answers are worked out by rule from your own documents and records. They can still be wrong where a document was "
    "read wrongly or is missing; where a language model chooses words, it may choose them badly. This is no legal advice."
)
DELETE = (
    "Delete a question and I delete my answer. Remove the app from Slack and what it kept of this workspace’s "
    "conversations is deleted with it; the contracts lie in its home folder, which whoever runs me can delete."
)


def abilities() -> list[Block]:
    """What I can do, with questions to press."""
    return [
        rich(paragraph("I tell you whether your IT provider keeps what the contract promises.", bold=True)),
        rich(paragraph("I can tell you:"), bullets(CAN)),
        rich(paragraph("How to ask:"), bullets(HOW)),
        actions(*(button(words, f"ask_again_{n}", words) for n, (_, words) in enumerate(PROMPTS[:3]))),
        context(DISCLAIMER),
    ]


def about() -> list[Block]:
    """The small print at the end of the Home tab."""
    return [titled("What I use", DATA), titled("How far to trust me", DISCLAIMER), titled("How to delete", DELETE)]
