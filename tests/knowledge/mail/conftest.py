"""An Outlook message file made from scratch, byte by byte as its published format says ([MS-CFB], [MS-OXMSG])."""

import struct
from itertools import pairwise

import pytest

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI = 512, 64


@pytest.fixture
def outlook_file():
    """Builds a .msg out of text properties (by tag), instants, and attachments (name, mime, bytes)."""
    return _message


def _message(texts, sent=None, attachments=()):
    streams = {(f"__substg1.0_{tag:04X}001F",): value.encode("utf-16-le") for tag, value in texts.items()}
    entries = b"".join(_entry(tag, 0x1F, len(value.encode("utf-16-le")) + 2) for tag, value in texts.items())
    if sent is not None:
        ticks = int((sent.timestamp() + 11_644_473_600) * 10_000_000)
        entries += struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks)
    head = struct.pack("<8xIIII8x", 0, len(attachments), 0, len(attachments))
    streams["__properties_version1.0",] = head + entries
    for number, (name, mime, data) in enumerate(attachments):
        folder = f"__attach_version1.0_#{number:08X}"
        streams[folder, "__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[folder, "__substg1.0_370E001F"] = mime.encode("utf-16-le")
        streams[folder, "__substg1.0_37010102"] = data
        own = struct.pack("<HHIIxxxx", 0x3, 0x3705, 6, 1) + _entry(0x3707, 0x1F, len(name) * 2 + 2)
        own += _entry(0x370E, 0x1F, len(mime) * 2 + 2) + _entry(0x3701, 0x102, len(data))
        streams[folder, "__properties_version1.0"] = bytes(8) + own
    return _compound(streams)


def _entry(tag, kind, size):
    return struct.pack("<HHIIxxxx", kind, tag, 6, size)


def _compound(streams):
    """A compound file: every stream in the mini stream or in sectors of its own, the tree a chain of right children."""
    folders = sorted({path[0] for path in streams if len(path) == 2})
    nodes = [("Root Entry", 5, None)] + [(name, 1, None) for name in folders]
    nodes += [(path[-1], 2, path) for path in sorted(streams)]
    mini, mini_fat, starts, large = b"", [], {}, {}
    for path, data in streams.items():
        if len(data) >= 4096:
            large[path] = data
            continue
        count = -(-len(data) // MINI)
        starts[path] = len(mini_fat) if count else END
        mini_fat += [len(mini_fat) + step + 1 for step in range(count - 1)] + ([END] if count else [])
        mini += data.ljust(count * MINI, b"\0")
    sectors, fat = [], []

    def place(data):
        if not data:
            return END
        start = len(fat)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        fat.extend([start + step + 1 for step in range(len(pieces) - 1)] + [END])
        sectors.extend(pieces)
        return start

    for path, data in large.items():
        starts[path] = place(data)
    root = place(mini)
    minifat_bytes = b"".join(struct.pack("<I", one) for one in mini_fat)
    minifat_bytes = minifat_bytes.ljust(-(-len(minifat_bytes) // SECTOR) * SECTOR, b"\xff")
    minifat = place(minifat_bytes)
    directory = place(_directory(nodes, folders, streams, starts, root, len(mini)))
    fat_sectors = 1
    while (len(fat) + fat_sectors) * 4 > fat_sectors * SECTOR:
        fat_sectors += 1
    first = len(fat)
    fat += [FAT] * fat_sectors
    table = b"".join(struct.pack("<I", one) for one in fat).ljust(fat_sectors * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIII", 0, fat_sectors, directory, 0, 4096, minifat, len(minifat_bytes) // SECTOR, END, 0
    )
    header += b"".join(struct.pack("<I", first + at if at < fat_sectors else FREE) for at in range(109))
    return header + b"".join(sectors) + table


def _directory(nodes, folders, streams, starts, root, mini_size):
    numbers = {path or name: number for number, (name, _, path) in enumerate(nodes)}
    children = {None: [numbers[name] for name in folders] + [numbers[path] for path in streams if len(path) == 1]}
    for name in folders:
        children[name] = [numbers[path] for path in streams if len(path) == 2 and path[0] == name]
    right, first = {}, {}
    for parent, own in children.items():
        ordered = sorted(own, key=lambda number: (len(nodes[number][0]), nodes[number][0].upper()))
        first[parent] = ordered[0] if ordered else FREE
        right.update(pairwise(ordered))
    out = b""
    for number, (name, kind, path) in enumerate(nodes):
        child = first[None] if kind == 5 else first[name] if kind == 1 else FREE
        start, size = (root, mini_size) if kind == 5 else (starts[path], len(streams[path])) if kind == 2 else (0, 0)
        label = name.encode("utf-16-le") + b"\0\0"
        out += label.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(label), kind, 1, FREE, right.get(number, FREE), child
        )
        out += bytes(36) + struct.pack("<IQ", start, size)
    return out.ljust(-(-len(out) // SECTOR) * SECTOR, b"\0")
