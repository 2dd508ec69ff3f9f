"""Reading the catalogue's TOML tables: parsed once, every fault of every file in one error."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from toolkit.catalogue.own import own_folder
from toolkit.errors import CatalogueError, count_of, did_you_mean

CATALOGUE = Path(__file__).parent

_PLACEHOLDERS = {"", "n/a", "na", "tbc", "tbd", "todo", "-", "?"}


class Declaration(BaseModel):
    """One table of the catalogue: unknown fields and placeholders are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


D = TypeVar("D", bound=Declaration)


def read_declarations(paths: Iterable[Path], model: type[D]) -> dict[str, D]:
    """Return every declaration of some TOML files by its id.

    Parameters
    ----------
    paths : iterable of Path
        TOML files whose top-level tables are declarations; the file's stem is
        handed to the model as ``domain`` where the model has such a field.
    model : type of Declaration
        What each table must be.

    Returns
    -------
    dict of str to Declaration
        In the order of the files and of the tables in them.

    Raises
    ------
    CatalogueError
        Listing every fault of every file: unreadable TOML, an id given twice,
        an unknown or missing field, a value of the wrong kind, a placeholder.
    """
    found: dict[str, D] = {}
    declared: set[str] = set()
    problems: list[str] = []
    for path in paths:
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(f"{place_of(path)}: not TOML in UTF-8: {error}")
            continue
        except OSError as error:
            problems.append(f"{place_of(path)}: cannot be read: {error.strerror}")
            continue
        for key, fields in tables.items():
            place = f"{place_of(path)} [{key}]"
            if not isinstance(fields, Mapping):
                problems.append(f"{place}: expected a table of fields, found {fields!r}")
                continue
            if key in declared:
                problems.append(f"{place}: the id is declared twice")
            declared.add(key)
            problems += [f"{place}: {text}" for text in _placeholders(fields)]
            given = {"id": key, **fields}
            if "domain" in model.model_fields:
                given.setdefault("domain", path.stem)
            try:
                found[key] = model.model_validate(given)
            except ValidationError as error:
                problems += [f"{place}: {text}" for text in _faults(error, model)]
    if problems:
        raise CatalogueError(
            f"the catalogue has {count_of(len(problems), 'fault', 'faults')}",
            problems,
            hint="mend the tables named above; a fact that is not known is left out, not filled in",
        )
    return found


def place_of(path: Path) -> str:
    """Return how messages name a file: by its name, one of the user's own folder by its path."""
    return str(path) if path.is_relative_to(own_folder()) else path.name


def _placeholders(fields: Mapping[str, Any], prefix: str = "") -> list[str]:
    problems = []
    for name, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping):
                problems += _placeholders(item, f"{prefix}{name}.")
            elif isinstance(item, str) and item.strip().casefold() in _PLACEHOLDERS:
                problems.append(f"{prefix}{name} is {item!r}, which says nothing")
    return problems


def _faults(error: ValidationError, model: type[Declaration]) -> list[str]:
    texts = []
    for fault in error.errors():
        if any(_is_below(other["loc"], fault["loc"]) for other in error.errors()):
            # A list is too short only because one of its items is faulty.
            continue
        field = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            near = did_you_mean(str(fault["loc"][-1]), _fields_at(model, fault["loc"]))
            texts.append(f"unknown field {field}" + (f": did you mean {near[0]}?" if near else ""))
        elif fault["type"] == "missing":
            texts.append(f"the field {field} is missing")
        else:
            message = fault["msg"].removeprefix("Value error, ")
            whole = fault["type"] == "value_error" and isinstance(fault["input"], Mapping)
            found = "" if whole else f", found {fault['input']!r}"
            texts.append((f"{field}: " if field else "") + message + found)
    return texts


def _is_below(inner: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _fields_at(model: type[Declaration], place: tuple[int | str, ...]) -> Iterable[str]:
    """Return the fields of the declaration, perhaps one within another, that a fault is in."""
    for part in place[:-1]:
        field = model.model_fields.get(str(part))
        model = (_declaration_in(field.annotation) if field else None) or model
    return model.model_fields


def _declaration_in(annotation: Any) -> type[Declaration] | None:
    if isinstance(annotation, type) and issubclass(annotation, Declaration):
        return annotation
    return next(filter(None, map(_declaration_in, get_args(annotation))), None)
