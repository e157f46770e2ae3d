"""Names and subjects for the sample's tickets, all invented."""

from __future__ import annotations

FIRST = (
    "Abigail Adeola Alfie Amara Bronwen Carys Cedric Dilys Edmund Elowen Farida Gareth Gwen Hamish Ines Jago Kavita "
    "Keziah Lowri Magnus Mercy Nadia Owen Petra Quentin Rhona Sunil Tabitha Ursula Wilfred Yusuf Zena"
).split()
LAST = "Ashdown Brackley Corfe Dunmere Eastwell Fallow Garrick Hollin Ivens Jesmond Kettle Lindow Mardle".split()
SITES = ("Aldersby head office", "Aldersby works", "Penny Cross showroom", "Long Marden warehouse")

INCIDENTS = (
    ("Hardware", ("Laptop will not start", "Screen flickers", "Docking station dead", "Keyboard types nothing")),
    ("Printing", ("Printer jams on every job", "Label printer offline", "Prints come out blank")),
    ("Email", ("Mails stuck in the outbox", "Shared mailbox missing", "Calendar does not update")),
    ("Hosted Desktop", ("Desktop session frozen", "Sign-in takes ten minutes", "Session drops after lunch")),
    ("Network", ("Wireless drops in the meeting room", "No connection at desk", "Network drive missing")),
    ("Software", ("Design program crashes on save", "Spreadsheet add-in gone", "Scanner software error")),
    ("Order system", ("Order screen shows an error", "Cutting list will not print", "Stock figure wrong by one")),
    ("Telephony", ("Headset not heard", "Voicemail full and will not empty", "Calls cut off")),
    ("Security", ("Strange pop-up on start", "Odd message asks for a password", "Account locked again")),
)
REQUESTS = (
    ("Access", ("Access to the sales folder", "Add me to the purchasing mailbox", "Permission for the price list")),
    ("Starters and leavers", ("New starter, please set up", "Leaver, please close the account")),
    ("Software request", ("Please install the drawing viewer", "Licence for the project tool")),
    ("Advice", ("How do I share a calendar?", "How do I scan to mail?", "How do I set an out-of-office reply?")),
    ("Equipment", ("Second screen wanted", "Replacement mouse", "Phone for the van")),
)
ALERTS = (
    ("Monitoring", ("Disk nearly full on FS01", "Service stopped on APP02", "Certificate ends in 20 days")),
    ("Backup", ("Backup job ended with warnings", "Backup job took too long")),
)
URGENT_SUBJECTS = (
    "Order system will not open",
    "Hosted desktop sign-in fails for everybody",
    "No network at the works",
    "Telephones dead at head office",
    "File server not answering",
)
HIGH_SUBJECTS = (
    "Accounts cannot reach the bank file share",
    "Sales cannot print quotations",
    "Whole design team without licences",
    "Cannot work at all, laptop blue screen",
    "Works office without telephones",
    "Order confirmations delayed",
)


def people() -> tuple[str, ...]:
    """130 invented names, always in the same order."""
    return tuple(f"{first} {last}" for last in LAST for first in FIRST)[::3][:130]
