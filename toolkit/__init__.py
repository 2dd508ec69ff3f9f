"""Local drug and alcohol partnership analysis: open a report, look at results.

Type ``import toolkit as tk``, then ``tk.open_report("Plymouth")``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.check import check
    from toolkit.explore import area, areas, indicator, indicators, observations, results
    from toolkit.reports.overview import open_overview
    from toolkit.reports.quality import open_data_quality
    from toolkit.reports.report import open_report

__version__ = "0.1.0"

__all__ = [
    "area",
    "areas",
    "check",
    "indicator",
    "indicators",
    "observations",
    "open_data_quality",
    "open_overview",
    "open_report",
    "results",
]

# Imported when asked for, so that `toolkit --help` does not wait for pandas.
_HOMES = {
    "check": "toolkit.check",
    "open_data_quality": "toolkit.reports.quality",
    "open_overview": "toolkit.reports.overview",
    "open_report": "toolkit.reports.report",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES.get(name, "toolkit.explore")), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
