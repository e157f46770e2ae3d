"""The plan of the sample: months, people, rates and planted misses, as plain numbers. README.md tells it in words."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

SEED = 20241101
EXPORTED = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - wall clock in the United Kingdom, as the export shows it
AMENDED = datetime(2026, 3, 1)  # noqa: DTZ001


class Month(NamedTuple):
    """One month of the plan.

    `faults` is incidents per user; `p1` and `p2` how many of them are so urgent; `slow_p2` how many P2 replies and
    `late_p2` how many P2 repairs come too late; the last four are shares of P3 and P4 work that come too late.
    """

    month: str
    users: int
    faults: float
    p1: int
    p2: int
    slow_p2: int
    late_p2: int
    slow_p3: float
    late_p3: float
    slow_p4: float
    late_p4: float


PLAN = (
    Month("2024-11", 112, 0.95, 5, 18, 1, 1, 0.05, 0.06, 0.05, 0.06),
    Month("2024-12", 112, 0.90, 4, 16, 1, 1, 0.04, 0.05, 0.05, 0.06),
    Month("2025-01", 113, 0.98, 6, 19, 1, 1, 0.05, 0.05, 0.04, 0.05),
    Month("2025-02", 114, 0.80, 6, 16, 0, 1, 0.03, 0.04, 0.04, 0.05),
    Month("2025-03", 114, 0.68, 5, 14, 1, 0, 0.03, 0.04, 0.03, 0.05),
    Month("2025-04", 115, 0.57, 4, 13, 0, 1, 0.03, 0.03, 0.03, 0.04),
    Month("2025-05", 116, 0.50, 5, 12, 1, 0, 0.03, 0.03, 0.03, 0.04),
    Month("2025-06", 116, 0.46, 4, 12, 0, 0, 0.02, 0.03, 0.03, 0.04),
    Month("2025-07", 117, 0.44, 3, 11, 0, 1, 0.03, 0.03, 0.03, 0.04),
    Month("2025-08", 117, 0.42, 0, 11, 0, 0, 0.02, 0.02, 0.03, 0.04),
    Month("2025-09", 118, 0.41, 3, 12, 1, 0, 0.02, 0.03, 0.03, 0.03),
    Month("2025-10", 118, 0.40, 4, 11, 0, 0, 0.02, 0.02, 0.03, 0.03),
    Month("2025-11", 119, 0.41, 3, 12, 0, 1, 0.02, 0.03, 0.03, 0.03),
    Month("2025-12", 119, 0.39, 2, 11, 1, 0, 0.03, 0.03, 0.03, 0.04),
    Month("2026-01", 119, 0.42, 4, 12, 0, 1, 0.02, 0.03, 0.03, 0.03),
    Month("2026-02", 120, 0.41, 4, 12, 0, 0, 0.02, 0.02, 0.03, 0.03),
    Month("2026-03", 121, 0.40, 4, 12, 1, 0, 0.03, 0.03, 0.03, 0.04),
    Month("2026-04", 121, 0.41, 3, 12, 0, 1, 0.03, 0.03, 0.03, 0.04),
    Month("2026-05", 122, 0.41, 4, 13, 1, 0, 0.03, 0.03, 0.04, 0.04),
    Month("2026-06", 122, 0.46, 4, 13, 1, 1, 0.04, 0.05, 0.05, 0.05),
    Month("2026-07", 123, 0.52, 6, 16, 2, 1, 0.06, 0.06, 0.06, 0.07),
    Month("2026-08", 124, 0.58, 6, 18, 1, 1, 0.07, 0.07, 0.07, 0.08),
    Month("2026-09", 124, 0.64, 8, 20, 3, 2, 0.08, 0.09, 0.08, 0.09),
    Month("2026-10", 125, 0.71, 7, 21, 4, 1, 0.16, 0.10, 0.09, 0.10),
)
REQUESTS, ALERTS = (58, 68), (16, 24)

# Public holidays in England and Wales in the two years.
HOLIDAYS = frozenset(
    "2024-12-25 2024-12-26 2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26 "
    "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28".split()
)
ENGINEERS = ("Priya Denholm", "Callum Reddaway", "Tomasz Ferrier", "Joanne Askwell", "Idris Penhale")
LEAVER, LEFT = "Callum Reddaway", datetime(2026, 5, 29, 18, 0)  # noqa: DTZ001
ACCOUNT_MANAGER = "Fiona Larch"

# Urgent work told minute by minute: opened, reply ("auto 10:41" = only the robot replied), repaired, waits, subject.
URGENT = """
2025-05-13 10:20 | 2025-05-13 11:02 | 2025-05-13 12:40 | | Order system will not open at the works
2026-02-11 09:40 | 2026-02-11 10:02 | 2026-02-11 12:15 | | Hosted desktop sign-in fails for the showroom
2026-02-28 20:00 | 2026-03-02 08:20 | 2026-03-02 10:05 | | Order system not reachable from the warehouse
2026-08-05 10:00 | 2026-08-05 10:15 | 2026-08-05 12:30 | | Printing of cutting lists stopped at the works
2026-08-29 23:10 | 2026-09-01 08:09 | 2026-09-01 10:40 | | Hosted desktop unreachable from the showroom
2026-09-02 09:12 | 2026-09-02 09:20 | 2026-09-02 11:01 | | No internet at the showroom
2026-09-04 14:05 | 2026-09-04 14:32 | 2026-09-04 16:50 | | Order system freezes for everybody at the works
2026-09-08 07:31 | 2026-09-08 08:11 | 2026-09-08 10:20 | | Telephones dead at head office
2026-09-10 17:52 | 2026-09-11 08:05 | 2026-09-11 09:40 | | File server out of space, nobody can save
2026-09-15 10:40 | auto 2026-09-15 10:41 | 2026-09-15 13:35 | | Warehouse scanners offline
2026-09-18 11:00 | 2026-09-18 11:15 | 2026-09-18 17:10 | customer 2026-09-18 12:05 2026-09-18 15:00 | Suspicious sign-in to the accounts mailbox
2026-09-23 15:20 | 2026-09-23 15:29 | 2026-09-23 17:05 | | Hosted desktop very slow for all of sales
2026-09-28 08:47 | 2026-09-28 08:58 | 2026-09-28 11:30 | | Order confirmations are not going out
2026-10-01 16:30 | 2026-10-01 16:41 | 2026-10-02 09:50 | | Order system will not open at head office
2026-10-07 09:25 | 2026-10-07 09:49 | 2026-10-07 12:02 | | All three sites have lost the network
2026-10-12 13:15 | 2026-10-12 13:22 | 2026-10-12 15:40 | | Warehouse scanners offline
2026-10-15 08:30 | 2026-10-15 08:44 | 2026-10-15 14:10 | third 2026-10-15 10:00 2026-10-15 13:00 | Telephones dead at the showroom
2026-10-20 11:10 | auto 2026-10-20 11:11 | 2026-10-20 14:00 | | Hosted desktop sign-in fails for the works
2026-10-24 21:40 | 2026-10-26 08:12 | 2026-10-26 09:55 | | Order system not reachable
2026-10-29 10:02 | 2026-10-29 10:14 | 2026-10-29 12:20 | | File server not answering
"""
CANCELLED_URGENT = "2026-09-17 13:00"
LATE_URGENT = {"2025-04": 1}  # P1 repairs too late, besides those above
FORGOTTEN = ("2026-08-18 11:20", "2026-09-09 15:05", "2026-09-22 09:45")  # P3 work still open at the export
