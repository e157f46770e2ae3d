"""All known formats, the most particular first, and which of them a set of column names belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from store.imports.formats.autotask import AUTOTASK
from store.imports.formats.connectwise import CONNECTWISE
from store.imports.formats.freshservice import FRESHSERVICE
from store.imports.formats.generic import GENERIC
from store.imports.formats.halopsa import HALOPSA
from store.imports.formats.jira_service_management import JIRA
from store.imports.formats.model import Format
from store.imports.formats.servicenow import SERVICENOW
from store.imports.formats.zendesk import ZENDESK
from store.imports.formats.zoho import ZOHO
from store.imports.names import core

FORMATS = (SERVICENOW, JIRA, FRESHSERVICE, CONNECTWISE, AUTOTASK, HALOPSA, ZENDESK, ZOHO)
BY_TOOL = {form.tool: form for form in (*FORMATS, GENERIC)}


def recognised(headers: Iterable[str]) -> Format:
    """The format whose signs all stand among these column names (made comparable), else the generic one."""
    present = frozenset(headers)
    exact = next((form for form in FORMATS if any(sign <= present for sign in form.signs)), None)
    return exact or _by_cores(frozenset(core(name) for name in present))


def _by_cores(present: frozenset[str]) -> Format:
    """The same where only the words about times differ: "Create Date/Time" for "create date"."""
    signs = ((form, frozenset(core(name) for name in sign)) for form in FORMATS for sign in form.signs)
    return next((form for form, sign in signs if sign <= present), GENERIC)
