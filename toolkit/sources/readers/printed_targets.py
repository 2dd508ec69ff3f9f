"""Targets that a printed report holds; what it does not say is told as not printed."""

from __future__ import annotations

from toolkit.sources.plans.reading import plan_layout

LAYOUT = plan_layout("targets", printed=True)
