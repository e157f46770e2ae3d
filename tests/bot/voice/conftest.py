"""A model's server for each test, and a real answer with figures, quotations and unknowns to be worded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.answering.answer import Answer, Citation, Figure
from bot.answering.voice.model import LangChainModel
from store.facts.common import Period, Unknown, Why
from tests.bot.voice.model_server import ModelServer, Plan


@pytest.fixture
def serving(monkeypatch) -> Iterator[Callable[..., tuple[LangChainModel, ModelServer]]]:
    """A model behind a real client: `serving(plan)` or `serving(plan, "anthropic")`."""
    monkeypatch.setenv("OPENAI_API_KEY", "canary-key-91c2")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "canary-key-91c2")
    servers: list[ModelServer] = []

    def started(plan: Plan, protocol: str = "openai") -> tuple[LangChainModel, ModelServer]:
        server = ModelServer(plan)
        servers.append(server)
        url = f"{server.url}/v1" if protocol == "openai" else server.url
        return LangChainModel(f"{protocol}:loop", url), server

    yield started
    for server in servers:
        server.close()


@pytest.fixture
def answer() -> Answer:
    """P1 first response of one month: missed, with the clause, the provider's own figure and one unknown."""
    return Answer(
        question="did they answer urgent tickets in time in September?",
        state="answered",
        headline="Missed: P1 first response in September 2026, 21 of 23 answered within 15 minutes (91.30 %, target 95.00 %).",
        text="Missed: P1 first response in September 2026, 21 of 23 answered within 15 minutes (91.30 %, target 95.00 %).\n\nToo late: INC-14, INC-22.\n\nThe provider's report says 96.00 %; the tickets do not bear that out.\n\nThe contract: Schedule 2, 3.1 (page 7): \"Priority 1 Incidents shall be answered within 15 minutes, unless caused by a third party.\" Nobody has confirmed this term yet.\n\nThe summer was quieter than the spring.\n\nWhat we cannot tell\n• Whether the two late ones were caused by a third party. Ask the provider.\n\nA question for the provider: What happened on the two late tickets?",
        topic="metric",
        verdict="missed",
        period=Period.of_month("2026-09"),
        figures=(
            Figure("response_attainment", "P1 first response, September 2026", "91.30", "%", n=21, of=23, priority="P1", contract="C-1"),
            Figure("target_pct", "P1 first response target share", "95.00", "%", "target", priority="P1", contract="C-1"),
            Figure("limit", "P1 first response target", "15", "minutes", "target", priority="P1", contract="C-1"),
            Figure("report_claim", "P1 first response, as the provider reports it", "96.00", "%", "claimed_by_provider", priority="P1", contract="C-1"),
            Figure("p2", "P2 first response, September 2026", "95.00", "%", n=57, of=60, priority="P2", contract="C-1"),
        ),
        citations=(
            Citation("C-1", "msa.pdf", "Schedule 2, 3.1", "Priority 1 Incidents shall be answered within 15 minutes, unless caused by a third party.", 7),
        ),
        unknowns=(Unknown("Whether the two late ones were caused by a third party", Why.PROVIDER_DID_NOT_SUPPLY, "Ask the provider."),),
        next_steps=("Raise it at the next review.",),
        questions_for_provider=("What happened on the two late tickets?",),
        extra={"tickets": ("INC-14", "INC-22")},
    )  # fmt: skip
