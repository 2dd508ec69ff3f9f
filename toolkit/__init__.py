"""Local drug and alcohol partnership analysis: open a report, look at results.

Type ``import toolkit as tk``, then ``tk.open_report("Plymouth")``, or
``tk.area("Plymouth").compare("drug_misuse_deaths").funnel()``; Tab completes areas
after ``tk.areas.`` and indicators after ``tk.indicators.``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.check import check
    from toolkit.explore.declared import indicator, indicators
    from toolkit.explore.explorer import open_explorer
    from toolkit.explore.places import area, areas
    from toolkit.explore.tables import observations, results
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
    "open_explorer",
    "open_overview",
    "open_report",
    "results",
]

# Imported when asked for, so that `toolkit --help` does not wait for pandas.
_HOMES = {
    "area": "toolkit.explore.places",
    "areas": "toolkit.explore.places",
    "check": "toolkit.check",
    "indicator": "toolkit.explore.declared",
    "indicators": "toolkit.explore.declared",
    "observations": "toolkit.explore.tables",
    "open_data_quality": "toolkit.reports.quality",
    "open_explorer": "toolkit.explore.explorer",
    "open_overview": "toolkit.reports.overview",
    "open_report": "toolkit.reports.report",
    "results": "toolkit.explore.tables",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        import difflib

        near = difflib.get_close_matches(name, __all__, n=1)
        meant = f": did you mean {near[0]}?" if near else ""
        raise AttributeError(f"module 'toolkit' has no attribute {name!r}{meant}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
