"""Marrowdale's Service Hours: 08:00 to 18:00 on Working Days, in the wall-clock time of the United Kingdom."""

from __future__ import annotations

from demo.marrowdale.story import HOLIDAYS
from demo.service_time import Hours

HOURS = Hours(8 * 60, 18 * 60, HOLIDAYS)
works, after, between = HOURS.works, HOURS.after, HOURS.between
