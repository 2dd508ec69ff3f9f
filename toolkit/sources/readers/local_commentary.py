"""Local commentary: Markdown under a head that says area, section, author and date."""

from __future__ import annotations

import re

import pandas as pd

from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError, SourceError, did_you_mean
from toolkit.periods.days import read_day
from toolkit.plans import COMMENTARY
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.plans.markdown import find_faults
from toolkit.sources.reading import Layout, Reading

SOURCE = "commentary"
_NEEDED = ("area", "section", "author", "date")
_KNOWN = (*_NEEDED, "restricted")
_HEAD = re.compile(r"﻿?---[ \t]*\r?\n(?P<head>.*?)\r?\n---[ \t]*(?:\r?\n(?P<text>.*))?", re.DOTALL)
_SECTION = re.compile(r"[a-z][a-z0-9_]*")
_RESTRICTED = {"": False, "no": False, "false": False, "yes": True, "true": True}
_HINT = "`toolkit template commentary` writes a text to begin from"


def _recognises(file: RawFile) -> bool:
    return file.kind == "csv" and file.header[:1] in (["---"], ["\ufeff---"])


def _read(file: RawFile) -> Reading:
    whole = file.text
    match = _HEAD.fullmatch(whole)
    if match is None:
        raise SourceError(f"{file.path}: expected a head between two lines of ---", hint=_HINT)
    faults = Faults(hint=_HINT)
    said = _head(match["head"], faults)
    text = (match["text"] or "").strip()
    if not text:
        faults.add("there is no text below the head")
    first_line = whole[: match.start("text")].count("\n") if match["text"] else 0
    for line, reason in find_faults(match["text"] or ""):
        faults.add(reason, [f"line {first_line + line}"])
    row = _row(said, faults)
    faults.refuse(file)
    frame = COMMENTARY.complete(
        pd.DataFrame([row]).assign(
            id=f"{SOURCE}-{file.sha256[:16]}", text=text, source=SOURCE,
            file=f"{SOURCE}/{file.name}", locator="the whole file",
        )
    )  # fmt: skip
    return Reading(COMMENTARY.check(frame, where=str(file.path)))


def _head(text: str, faults: Faults) -> dict[str, str]:
    said: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=2):
        name, colon, value = line.partition(":")
        key = name.strip().casefold()
        if line.strip() and (not colon or key not in _KNOWN):
            near = did_you_mean(key, _KNOWN, most=1)
            guess = f": did you mean {near[0]}?" if near else ""
            faults.add(f"expected {', '.join(_KNOWN)}, found {line.strip()!r}{guess}", [f"line {number}"])  # fmt: skip
        elif key in said:
            faults.add(f"{key} is said twice", [f"line {number}"])
        else:
            said[key] = value.strip().strip("\"'")
    for name in _NEEDED:
        if not said.get(name):
            faults.add(f"the {name} is blank", ["head"])
    return said


def _row(said: dict[str, str], faults: Faults) -> dict[str, object]:
    restricted = said.get("restricted", "").casefold()
    if restricted not in _RESTRICTED:
        faults.add(f"expected yes or no, found {restricted!r}", ["head, restricted"])
    return {
        "area_code": _area(said.get("area", ""), faults),
        "section": _section(said.get("section", ""), faults),
        "author": said.get("author", ""),
        "written": _date(said.get("date", ""), faults),
        "restricted": _RESTRICTED.get(restricted, True),
    }


def _area(text: str, faults: Faults) -> str:
    try:
        return find_place(text).code if text else ""
    except ParameterError as error:
        faults.add("; ".join([error.summary, *error.problems]), ["head, area"], hint=error.hint)
        return ""


def _section(text: str, faults: Faults) -> str:
    known = load_indicators()
    by_name = {one.name.casefold(): one.id for one in known.values()}
    found = by_name.get(text.casefold(), text)
    near = did_you_mean(text, known, most=1)
    if text and found not in known and (near or not _SECTION.fullmatch(text)):
        guess = f": did you mean {near[0]}?" if near else ""
        reason = f"expected the id of an indicator or section, found {text!r}{guess}"
        faults.add(reason, ["head, section"])
    return found


def _date(text: str, faults: Faults) -> pd.Timestamp | None:
    try:
        day = read_day(text.casefold()) if text else None
        if day and day.year and day.day:
            return pd.Timestamp(day.open(day.year))
    except (ParameterError, ValueError):
        pass
    if text:
        faults.add(f"expected a day such as 2026-03-31, found {text!r}", ["head, date"])
    return None


LAYOUT = Layout(
    source=SOURCE,
    description="local commentary (Markdown with a head)",
    recognises=_recognises,
    read=_read,
    contract=COMMENTARY,
)
