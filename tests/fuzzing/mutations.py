"""What goes wrong with files: cut, flipped, doubled, swapped, overgrown; cells and members too."""

from __future__ import annotations

import io
import random
import zipfile

ODD = [
    "", "-", "*", "NULL", "nan", "inf", "1e999", "-0", "9" * 400, "1,2,3", "٣", "½", "2029/21", "0000-00-00",
    "31/02/2020", "=1+1", "\x00", "\u202e", "é" * 3, "1" + "0" * 30, "2020-13", "Q9 2020", "E99999999", '"', "'",
    "<x>", "&l9;", "{{}}", "\ud7ff", "99999999999/21",
]  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return some bytes with one to four faults."""
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.7:
        return _in_archive(data, chance)
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_FAULTS)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 12) if made else 0):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines[one:one] = [lines[other]] * chance.randint(1, 3)
        case _:
            del lines[one]
    return b"\n".join(lines)


def _cell(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    # Heads matter most.
    number = (
        chance.randrange(min(len(lines), 6))
        if chance.random() < 0.4
        else chance.randrange(len(lines))
    )
    cells = lines[number].split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(ODD).encode("utf-8", "surrogatepass")
    lines[number] = b",".join(cells)
    return b"\n".join(lines)


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(ODD).encode("utf-8", "surrogatepass") + data[at:]


_FAULTS = (_cut, _flip, _lines, _cell, _cell, _insert)


def _in_archive(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        hit, other = chance.choice(names), chance.choice(names)
        how = chance.randrange(4)
        for name in names:
            content = old.read(name)
            if name == hit and how == 0:
                continue
            if name == hit and how == 1:
                content = old.read(other)
            elif name == hit:
                content = chance.choice((_cut, _flip, _insert))(content, chance)
            new.writestr(name, content)
    return made.getvalue()
