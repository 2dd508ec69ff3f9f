"""Publishers' files that hold no figures, known by content so that they are refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.sources.files import RawFile

__all__ = ["Lookup", "find_lookup"]


@dataclass(frozen=True)
class Lookup:
    """A kind of file that people keep beside the figures.

    Parameters
    ----------
    description : str
        What it is.
    instead : str
        What to do, since there is nothing in it to import.
    recognises : callable
        Whether a file's content is of this kind.
    """

    description: str
    instead: str
    recognises: Callable[[RawFile], bool]


def find_lookup(file: RawFile) -> Lookup | None:
    """Return which kind of file without figures a file is; None if of none that is known."""
    return next((lookup for lookup in _LOOKUPS if lookup.recognises(file)), None)


def _has_columns(*names: str) -> Callable[[RawFile], bool]:
    return lambda file: set(names) <= set(file.header)


def _begins_with(kind: str, *words: bytes) -> Callable[[RawFile], bool]:
    return lambda file: file.kind == kind and all(word in file.head for word in words)


# Codes and names by the endings that publishers give them (LAD22CD, ltla23_name, areaname_full),
# levels and parents, and the columns that a map server adds.
_OF_AREAS = re.compile(
    r"\w*(?:cd|nmw?|code|name)(?:_(?:active|full|h))?"
    r"|(?:area|hierarchy)type|level|children|parent_area|current|n_lsoa\d+|objectid|fid"
)


def _is_of_areas(file: RawFile) -> bool:
    names = [name.casefold() for name in file.header]
    coded = any(name.endswith(("cd", "code")) for name in names)
    return coded and all(map(_OF_AREAS.fullmatch, names))


_CARRIED = (
    "nothing need be imported: the toolkit carries areas, their codes and what each was or became "
    "in areas.csv"
)
_DESCRIBED = "import the file of the figures themselves, such as Fingertips' CSV or ScotPHO's table"

_LOOKUPS = (
    Lookup("a lookup of areas", _CARRIED, _is_of_areas),
    Lookup(
        "mySociety's list of local authorities",
        f"{_CARRIED}; for residents import the mid-year estimates",
        _has_columns("gss-code", "local-authority-type", "replaced-by"),
    ),
    Lookup(
        "boundaries of areas for maps",
        "nothing need be imported: tile maps place areas by areas.csv, and true boundaries are drawn "
        "from the file where it lies, with read_boundaries of toolkit.presentation.boundaries",
        _begins_with("json", b'"FeatureCollection"'),
    ),
    Lookup(
        "descriptions of indicators", _DESCRIBED, _begins_with("json", b'"indicatorDefinition"')
    ),
    Lookup("descriptions of indicators", _DESCRIBED, _begins_with("json", b'"Descriptive"')),
    Lookup("descriptions of indicators", _DESCRIBED, _has_columns("Definition", "Rationale")),
    Lookup(
        "descriptions of indicators",
        _DESCRIBED,
        _has_columns("indicator_name", "indicator_definition", "data_source"),
    ),
    Lookup(
        "the description of a Sustainable Development Goal indicator",
        "import the indicator's CSV, which holds the figures",
        _begins_with("csv", b"indicator_name:", b"computation_units:"),
    ),
    Lookup("names of categories", _DESCRIBED, _has_columns("CategoryName", "CategoryTypeName")),
)
