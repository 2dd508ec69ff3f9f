"""The front door: what an epidemiologist types at a prompt or in a notebook."""

from toolkit.explore.tables import area, areas, indicator, indicators, observations, results

__all__ = ["area", "areas", "indicator", "indicators", "observations", "results"]
