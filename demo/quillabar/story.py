"""The plan of Quillabar's files: months, machines, rates and planted misses, as plain numbers. README.md tells it in words."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from demo.service_time import Hours

SEED = 20250701
MELBOURNE = ZoneInfo("Australia/Melbourne")
EXPORTED = datetime(2026, 11, 2, 8, 0)  # noqa: DTZ001 - wall clock in Melbourne, as are all times of the plan
# Public holidays in Melbourne, Victoria.
HOURS = Hours(
    7 * 60 + 30,
    18 * 60,
    frozenset(
        "2025-09-26 2025-11-04 2025-12-25 2025-12-26 2026-01-01 2026-01-26 2026-03-09 2026-04-03 2026-04-06 2026-06-08 "
        "2026-09-25 2026-11-03".split()
    ),
)


class Month(NamedTuple):
    """One month: devices, Requests of each Severity, and how many of them are late (Severity 1 is told in `CRITICAL`).

    `slow` are late Initial Replies and `late` late Fixes, of Severity 2, 3 and 4 (whose Fix has no time).
    """

    month: str
    devices: int
    people: int
    counts: tuple[int, int, int]
    slow: tuple[int, int, int]
    late: tuple[int, int]


PLAN = (
    Month("2025-07", 164, 96, (12, 31, 20), (0, 2, 1), (1, 2)),
    Month("2025-08", 165, 97, (11, 30, 22), (0, 1, 2), (0, 2)),
    Month("2025-09", 165, 97, (13, 28, 19), (1, 2, 1), (1, 1)),
    Month("2025-10", 168, 104, (14, 29, 24), (1, 1, 2), (0, 2)),
    Month("2025-11", 171, 118, (12, 27, 25), (0, 2, 1), (0, 1)),
    Month("2025-12", 174, 131, (13, 26, 23), (1, 1, 2), (1, 2)),
    Month("2026-01", 176, 139, (9, 24, 21), (1, 1, 1), (1, 1)),
    Month("2026-02", 178, 142, (12, 25, 22), (2, 2, 2), (0, 2)),
    Month("2026-03", 178, 140, (14, 24, 21), (3, 1, 1), (1, 1)),
    Month("2026-04", 175, 128, (13, 22, 20), (1, 2, 2), (0, 2)),
    Month("2026-05", 172, 110, (11, 21, 18), (0, 1, 1), (0, 1)),
    Month("2026-06", 170, 99, (12, 20, 17), (1, 1, 1), (1, 1)),
    Month("2026-07", 171, 98, (13, 20, 18), (1, 1, 2), (0, 3)),
    Month("2026-08", 173, 100, (15, 22, 19), (2, 1, 1), (2, 2)),
    Month("2026-09", 176, 106, (16, 24, 21), (2, 2, 1), (1, 3)),
    Month("2026-10", 181, 119, (14, 27, 24), (3, 2, 2), (2, 4)),
)

# Severity 1 told minute by minute: logged, Initial Reply, Fix, wait ("client" or "vendor" and its span), subject.
CRITICAL = """
2025-07-03 09:10 | 2025-07-03 09:22 | 2025-07-03 11:40 | | Packing line computers lost the database
2025-07-14 22:15 | 2025-07-14 22:30 | 2025-07-15 01:05 | | Grower Portal does not open
2025-07-29 15:00 | 2025-07-29 15:18 | 2025-07-29 17:45 | | Weighbridge screen frozen
2025-08-08 05:50 | 2025-08-08 06:20 | 2025-08-08 08:10 | | Packing line stopped, server not answering
2025-08-19 13:25 | 2025-08-19 13:40 | 2025-08-19 15:00 | | Orchard Link down at the cool store
2025-09-11 10:00 | 2025-09-11 10:20 | 2025-09-11 14:00 | | Label printing stopped on all lines
2025-09-30 23:40 | 2025-10-01 00:05 | 2025-10-01 02:30 | | Cool store sensors not reporting
2025-10-04 23:30 | 2025-10-04 23:44 | 2025-10-05 04:20 | | Grower Portal down on the night of the clock change
2025-10-16 08:12 | 2025-10-16 08:25 | 2025-10-16 10:50 | | Packing line computers lost the database
2025-10-23 18:40 | 2025-10-23 18:59 | 2025-10-23 21:10 | | Orchard Link down at the depot
2025-11-04 09:30 | 2025-11-04 09:41 | 2025-11-04 12:15 | | Packing stopped on Cup Day
2025-11-20 14:10 | 2025-11-20 14:35 | 2025-11-20 16:00 | | Weighbridge not connected
2025-12-09 11:05 | 2025-12-09 11:21 | 2025-12-09 17:20 | client 2025-12-09 12:00 2025-12-09 15:30 | Packing line server: access to the locked room awaited
2025-12-18 16:20 | 2025-12-18 16:33 | 2025-12-18 21:05 | vendor 2025-12-18 17:00 2025-12-18 20:00 | Carrier fault on the Orchard Link
2025-12-25 06:15 | 2025-12-25 06:30 | 2025-12-25 08:00 | | Cool store alarm system offline
2026-02-05 07:40 | 2026-02-05 08:05 | 2026-02-05 10:10 | | Packing line stopped, switch dead
2026-02-17 12:30 | 2026-02-17 13:05 | 2026-02-17 15:20 | | Grower Portal refuses all bookings
2026-02-24 02:20 | 2026-02-24 02:38 | 2026-02-24 05:00 | | Cool store sensors not reporting
2026-03-06 09:45 | 2026-03-06 10:12 | 2026-03-06 14:30 | vendor 2026-03-06 10:30 2026-03-06 13:00 | Label software licence expired at the maker
2026-03-12 17:05 | 2026-03-12 17:31 | 2026-03-12 22:10 | | Packing line computers lost the database
2026-03-27 20:10 | 2026-03-27 20:22 | 2026-03-27 23:00 | | Orchard Link down at the packhouse
2026-04-05 00:30 | 2026-04-05 00:45 | 2026-04-05 03:50 | | Server restart failed on the night of the clock change
2026-04-14 10:10 | 2026-04-14 10:24 | 2026-04-14 13:30 | | Weighbridge screen frozen
2026-05-07 13:40 | 2026-05-07 13:59 | 2026-05-07 16:10 | | Packing line stopped, server not answering
2026-05-21 08:30 | 2026-05-21 08:55 | 2026-05-21 11:00 | | Grower Portal does not open
2026-06-10 15:15 | 2026-06-10 15:30 | 2026-06-10 18:20 | | Orchard Link down at the depot
2026-06-24 06:40 | 2026-06-24 06:52 | 2026-06-24 09:30 | | Cool store alarm system offline
2026-07-08 11:20 | 2026-07-08 11:42 | 2026-07-08 16:10 | | Packing line computers lost the database
2026-07-16 09:00 | 2026-07-16 09:14 | 2026-07-16 12:40 | | Label printing stopped on all lines
2026-07-30 21:30 | 2026-07-30 21:45 | 2026-07-30 23:55 | | Grower Portal does not open
2026-08-06 07:10 | 2026-08-06 07:38 | 2026-08-06 10:00 | | Packing line stopped, switch dead
2026-08-13 14:25 | 2026-08-13 14:50 | 2026-08-13 19:40 | | Weighbridge not connected
2026-08-25 03:15 | 2026-08-25 03:30 | 2026-08-25 08:05 | | Cool store sensors not reporting
2026-08-31 23:50 | 2026-09-01 00:08 | 2026-09-01 02:10 | | Orchard Link down at the cool store
2026-09-09 10:30 | 2026-09-09 10:58 | 2026-09-09 13:00 | | Packing line computers lost the database
2026-09-15 16:40 | 2026-09-15 17:06 | 2026-09-15 19:50 | | Grower Portal refuses all bookings
2026-09-22 08:20 | 2026-09-22 08:35 | 2026-09-22 12:10 | | Weighbridge screen frozen
2026-10-03 23:45 | 2026-10-04 00:02 | 2026-10-04 04:40 | | Cool store alarm system offline on the night of the clock change
2026-10-08 12:10 | 2026-10-08 12:41 | 2026-10-08 17:00 | | Packing line stopped, server not answering
2026-10-15 09:05 | 2026-10-15 09:33 | 2026-10-15 15:20 | client 2026-10-15 10:00 2026-10-15 12:30 | Packing line server: nobody at the site to open the rack
2026-10-21 18:30 | 2026-10-21 18:49 | 2026-10-21 22:55 | vendor 2026-10-21 19:00 2026-10-21 21:30 | Carrier fault on the Orchard Link
2026-10-29 13:20 | 2026-10-29 13:34 | 2026-10-29 15:45 | | Label printing stopped on all lines
"""
CANCELLED = ("2026-01-13 10:20 | 2026-01-13 10:50 | Packing line stopped (reported in error)",)
