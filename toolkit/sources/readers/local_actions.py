"""Actions of a partnership, in the form that `toolkit template` writes."""

from __future__ import annotations

from toolkit.sources.plans.reading import plan_layout

LAYOUT = plan_layout("actions", printed=False)
