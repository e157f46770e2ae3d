"""A small contract and its tickets, to be added and erased again."""

from bot.intake.sample import TODAY
from bot.settings import Settings
from bot.wiring import build

CONTRACT = """# Managed Service Agreement ZQ-77

This Agreement is made on 1 January 2026 between Kestrel Cloud Limited (the "Provider") and Marl & Sons Limited
(the "Customer"). It commences on 1 January 2026.

## 1. Service levels
1.1 The Provider shall respond to Priority 1 incidents within 30 minutes, at any time, in 95% of cases each month.
1.2 The contact for escalations is {name}.
"""
TICKETS = """ticket,priority,type,opened,first response,resolved,requester,summary,status
ZQ-1,P1,Incident,2026-09-01 09:00,2026-09-01 09:10,2026-09-01 10:00,{name},Printer of {name},Closed
ZQ-2,P1,Incident,2026-09-02 09:00,2026-09-02 11:10,2026-09-02 12:00,Someone Else,Screen,Closed
ZQ-3,P1,Incident,2026-09-03 09:00,2026-09-03 09:10,2026-09-03 12:00,Third Person,Mouse,Closed
"""


def at(home):
    return build(Settings(home=home, _env_file=None), clock=lambda: TODAY)
