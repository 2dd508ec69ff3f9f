"""Jobs: one report that is to be made, with everything that decides what it will say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

import toolkit
from toolkit.catalogue.own import own_digest
from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.documents.writing import ENDINGS, FORMATS, Appearance
from toolkit.reports.parameters import Parameters
from toolkit.reports.report import Report
from toolkit.reports.report_notebooks import find_notebook, name_parameters
from toolkit.sources.manifest import code_digest
from toolkit.sources.store import Store

__all__ = [
    "DEFAULT_FORMATS",
    "Job",
    "Wanted",
    "data_digest",
    "data_files",
    "plan_jobs",
    "refuse_formats",
]

T = TypeVar("T")

DEFAULT_FORMATS = ("html",)
"""The documents that are made where none are named."""

CELL_SECONDS = 600
"""How long one cell may take before the report is given up."""


@dataclass(frozen=True)
class Wanted:
    """What is wanted of every area.

    Parameters
    ----------
    notebooks : sequence of str
        Names of notebooks in ``notebooks/`` or ``own/notebooks/``.
    comparators, period, mode : str
        The notebooks' parameters.
    across_nations : bool
        Another of them: whether nations that publish otherwise are shown, apart.
    formats : sequence of str
        Documents beside the executed notebook.
    cell_seconds : int
        How long one cell may take.
    appearance : Appearance
        Names, templates and code of the documents.
    """

    notebooks: Sequence[str]
    comparators: str = ""
    period: str = "latest"
    mode: str = "public"
    across_nations: bool = False
    formats: Sequence[str] = DEFAULT_FORMATS
    cell_seconds: int = CELL_SECONDS
    appearance: Appearance = field(default_factory=Appearance)

    def check(self, areas: Sequence[str]) -> None:
        """Refuse what can be seen to be wrong without the data: of every area, all at once.

        Raises
        ------
        ParameterError
            With the fault of every area that has one.
        """
        refuse_formats(self.formats)
        self.appearance.check()
        _each(areas, lambda area: Parameters.parse(**self.given(area)))

    def given(self, area: str) -> dict[str, Any]:
        """Return the parameters of one area's notebook."""
        return {
            "area": area,
            "comparators": self.comparators,
            "period": self.period,
            "mode": self.mode,
            "across_nations": self.across_nations,
        }


@dataclass(frozen=True)
class Job:
    """One report that is to be made; plain data, so that any process can make it.

    Parameters
    ----------
    area, area_name : str
        Code and name of the area.
    name : str
        What its files are called, without the ending.
    notebook : str
        Path of the parameterised notebook.
    given : dict
        The notebook's parameters.
    key : str
        Digest of notebook, parameters, data, catalogue and code.
    data : str
        Digest of the data alone.
    root, folder : str
        The workspace, and the folder or address of the run.
    formats : tuple of str
        Documents to make from the executed notebook.
    cell_seconds : int
        How long one cell may take.
    appearance : Appearance
        Names, templates and code of the documents.
    """

    area: str
    area_name: str
    name: str
    notebook: str
    given: dict[str, Any]
    key: str
    data: str
    root: str
    folder: str
    formats: tuple[str, ...] = DEFAULT_FORMATS
    cell_seconds: int = CELL_SECONDS
    appearance: Appearance = field(default_factory=Appearance)

    @property
    def mode(self) -> str:
        """``public`` or ``restricted``."""
        return str(self.given.get("mode", "public"))

    @property
    def entry(self) -> str:
        """Its name in the manifest: area and notebook."""
        return f"{self.area}/{self.name}"

    @property
    def documents(self) -> tuple[str, ...]:
        """Names of the files that it makes, the notebook first."""
        endings = ("ipynb", *(ENDINGS[name] for name in self.formats))
        return tuple(f"{self.name}.{ending}" for ending in endings)

    def as_json(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Return the job of a line.

        Examples
        --------
        >>> job = Job("E06000026", "Plymouth", "a", "a.ipynb", {}, "k", "d", ".", "out")
        >>> Job.from_json(job.as_json()) == job
        True
        """
        said = json.loads(line)
        chosen = said["appearance"]
        appearance = Appearance(**{**chosen, "templates": tuple(chosen["templates"])})
        return cls(**{**said, "formats": tuple(said["formats"]), "appearance": appearance})


def plan_jobs(areas: Sequence[str], wanted: Wanted, folder: Path | str, store: Store) -> list[Job]:
    """Check every parameter of every area, and return the jobs; nothing is run.

    Parameters
    ----------
    areas : sequence of str
        Names, aliases or codes.
    wanted : Wanted
        What of each.
    folder : Path or str
        Of the run.
    store : Store
        It must have been built.

    Returns
    -------
    list of Job
        By area, then by notebook.

    Raises
    ------
    ParameterError
        With the fault of every area that has one.
    """
    sources = [find_notebook(name, store.workspace) for name in wanted.notebooks]
    wanted.check(areas)
    data, code = data_digest(store), _code_digest()
    reports = _each(areas, lambda area: Report(Parameters.parse(**wanted.given(area)), store))
    return [
        _job(source, report, wanted, folder, store, data, code)
        for report in reports
        for source in sources
    ]


def _each(areas: Sequence[str], do: Callable[[str], T]) -> list[T]:
    """Do something with every area, and tell the faults of all together."""
    done, faults = [], []
    for area in areas:
        try:
            done.append(do(area))
        except ToolkitError as error:
            faults.append((area, error))
    if faults and len(areas) == 1:
        raise faults[0][1]
    if faults:
        hints = [error.hint for _, error in faults if error.hint]
        raise ParameterError(
            f"{len(faults)} of {len(areas)} areas cannot have this report, and nothing was run",
            [f"{area}: {'; '.join([error.summary, *error.problems])}" for area, error in faults],
            hint=hints[0] if hints else "leave these areas out",
        )
    return done


def refuse_formats(formats: Sequence[str]) -> None:
    """Refuse formats that no document has.

    Raises
    ------
    ParameterError
        With every one of them.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ParameterError(
            f"there is no format {', '.join(map(repr, unknown))}",
            hint=f"there are: {', '.join(FORMATS)}",
        )


def data_digest(store: Store) -> str:
    """Return a digest of the data that the store holds now."""
    manifest = store.manifest()
    return _digest(*(part.key for part in (*manifest.observations, *manifest.results)))


def data_files(store: Store) -> dict[str, str]:
    """Return the digest of every file that the store's data were read from."""
    manifest = store.manifest()
    return {
        part.file: part.sha256 or part.key for part in (*manifest.observations, *manifest.plans)
    }


def _job(
    source: Path,
    report: Report,
    wanted: Wanted,
    folder: Path | str,
    store: Store,
    data: str,
    code: str,
) -> Job:
    given = name_parameters(source, wanted.given(report.area.code))
    key = _digest(
        hashlib.sha256(source.read_bytes()).hexdigest(),
        json.dumps(given, sort_keys=True),
        wanted.appearance.digest(),
        # A list of a user's own may have changed under the same name.
        *(found.told() for found in report.comparator_sets),
        data,
        code,
    )
    return Job(
        area=report.area.code,
        area_name=report.area.name,
        name=f"{source.stem}-restricted" if wanted.mode == "restricted" else source.stem,
        notebook=str(source),
        given=given,
        key=key,
        data=data,
        root=str(store.workspace.root),
        folder=str(folder),
        formats=tuple(wanted.formats),
        cell_seconds=wanted.cell_seconds,
        appearance=wanted.appearance,
    )


def _code_digest() -> str:
    return _digest(
        toolkit.__version__,
        own_digest("sources.toml", "indicators/*.toml"),
        code_digest("**/*.py", "**/*.html", "**/*.css", "**/*.typ", "**/*.toml", "catalogue/*.csv"),
    )


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
