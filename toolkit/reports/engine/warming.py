"""What every report needs, imported and opened once, before anything is forked."""

from __future__ import annotations

import gc
import importlib
from pathlib import Path

import pyarrow as pa

from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import ToolkitError
from toolkit.presentation.display import templates
from toolkit.reports.parameters import Parameters
from toolkit.reports.report import Report
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["warm_up"]

_NEEDED = (
    "ipykernel.kernelapp",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "seaborn",
)


def warm_up(root: Path, area: str) -> None:
    """Import what reports use, and make a section of each kind, for one area, and forget it.

    Parameters
    ----------
    root : Path
        The workspace; its store must have been built.
    area : str
        Any area that will have a report.
    """
    # A process that is to be forked has one thread.
    pa.set_cpu_count(1)
    for name in _NEEDED:
        importlib.import_module(name)
    for name in templates().list_templates(extensions=["html"]):
        templates().get_template(name)
    report = Report(Parameters.parse(area=area), Store(Workspace(root)))
    report.cover()._repr_mimebundle_()
    seen = set()
    for indicator in load_indicators().values():
        if (indicator.statistic, indicator.comparable) in seen:
            continue
        seen.add((indicator.statistic, indicator.comparable))
        try:
            report.section(indicator.id)._repr_mimebundle_()
        except ToolkitError:
            # What cannot be shown of this area is told in its report; here it warms nothing.
            continue
    del report
    gc.collect()
    # What is here now stays: to look at it again would copy it into every fork.
    gc.freeze()
