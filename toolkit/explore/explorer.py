"""Exploring in JupyterLab: what is picked above is shown below, and can be kept."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from toolkit.catalogue.indicators import find_indicator
from toolkit.catalogue.places import find_place
from toolkit.errors import ToolkitError
from toolkit.explore.choice import LATEST, Choice, areas_on_offer
from toolkit.explore.comparison import CHARTS
from toolkit.presentation.blocks import MIME_TYPE, Section
from toolkit.reports.own_notebooks import add_section, create_notebook, list_own_notebooks
from toolkit.sources.workspace import Workspace

__all__ = ["Explorer", "open_explorer"]

_SETS = (
    "nation",
    "region",
    "neighbours:10",
    "deprivation decile",
    "partnership",
    "icb",
    "health board",
)
_LOOK: dict[str, Any] = {
    # Not 100%: with its margin a control would reach over the edge of a narrow page.
    "layout": {"width": "auto", "max_width": "44rem"},
    "style": {"description_width": "8rem"},
}


class Explorer:
    """Widgets that pick, and the chart, table and code of what is picked.

    Parameters
    ----------
    choice : Choice
        What it opens with.

    Attributes
    ----------
    choice : Choice
        What is on the screen.
    section : Section
        What it shows; where nothing can be shown, why not.
    """

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self._settling = False
        self._make_pickers()
        self._make_places()
        self._make_keepers()
        self._box = self._arrange()
        self._settle()

    def cover(self) -> Section:
        """Say how it is used."""
        return Section(
            "explore",
            "Explore",
            [
                "Pick an area, whom it is set beside, an indicator, a period and a kind of chart; "
                "chart, table and code follow.",
                "Copy as code gives the two lines that show the same in any notebook. Add to report "
                "puts the section into a notebook of your own, which the command toolkit report makes for any area.",
                "Everything is made from the files held on this machine; nothing is fetched.",
            ],
        )

    def show(self) -> Explorer:
        """Return itself, which Jupyter shows as widgets and a report as the section picked."""
        return self

    def _make_pickers(self) -> None:
        """Make what is picked with: another pick, another chart."""
        self.area = widgets.Combobox(
            description="Area",
            options=areas_on_offer(),
            value=find_place(self.choice.area).name,
            continuous_update=False,
            **_LOOK,
        )
        self.comparators = widgets.Combobox(
            description="Comparators",
            placeholder="nation and region; sets and areas by semicolons",
            options=_SETS,
            value=self.choice.comparators,
            continuous_update=False,
            **_LOOK,
        )
        self.indicator = widgets.Dropdown(description="Indicator", **_LOOK)
        self.period = widgets.Dropdown(description="Period", **_LOOK)
        self.chart = widgets.Dropdown(
            description="Chart",
            options=[(one.label, name) for name, one in CHARTS.items()],
            value=self.choice.chart,
            **_LOOK,
        )
        for control in (self.area, self.comparators, self.indicator, self.period, self.chart):
            control.observe(self._picked, names="value")

    def _make_places(self) -> None:
        """Make the places where what is picked is shown."""
        self.status = widgets.HTML(layout={"width": "auto"})
        # Outputs rather than HTML widgets: they look as a section looks in any other cell.
        self.picture = widgets.Output(layout={"width": "auto"})
        # A nation's authorities are long: what is below them stays in reach.
        self.table = widgets.Output(
            layout={"width": "auto", "max_height": "24rem", "overflow": "auto"}
        )

    def _make_keepers(self) -> None:
        """Make what keeps what is shown: as code, and in a notebook of the user's own."""
        self.code = widgets.Textarea(description="Code", rows=2, **_LOOK)
        self.copy = widgets.Button(description="Copy as code", icon="copy")
        self.copy.on_click(lambda _: self._copy())
        self.notebook = widgets.Combobox(
            description="Your notebook",
            placeholder="my_report",
            options=[path.stem for path in list_own_notebooks()],
            continuous_update=False,
            **_LOOK,
        )
        self.add = widgets.Button(description="Add to report", icon="plus")
        self.add.on_click(lambda _: self._add())
        self._script = widgets.Output()

    def _arrange(self) -> Any:
        """Put everything below each other, in the order in which it is used."""
        picked = [self.area, self.comparators, self.indicator, self.period, self.chart]
        shown = [self.status, self.picture, self.table]
        kept = [self.code, self.copy, self.notebook, self.add, self._script]
        box = widgets.VBox([*picked, *shown, *kept])
        box.add_class("toolkit-explorer")
        return box

    def _picked(self, _: object) -> None:
        if self._settling:
            return
        self.choice = replace(
            self.choice,
            area=self.area.value,
            comparators=self.comparators.value,
            indicator=self.indicator.value,
            period=self.period.value,
            chart=self.chart.value,
        )
        self._settle()

    def _settle(self) -> None:
        """Let what can be picked follow the choice, and show it."""
        try:
            with self._settled():
                self._offer()
            self.section = self.choice.section()
            code = self.choice.code()
        except ToolkitError as error:
            self.section = Section("explore", "Cannot be shown", missing=str(error))
            code = ""
        self._show(code)

    @contextmanager
    def _settled(self) -> Iterator[None]:
        self._settling = True
        try:
            yield
        finally:
            self._settling = False

    def _offer(self) -> None:
        # The nation's own indicator of the subject, where the area went to another nation.
        chosen = self.choice.comparison().indicator.id
        _offer(self.indicator, self.choice.indicators_on_offer(), chosen)
        self.choice = replace(self.choice, indicator=self.indicator.value)
        _offer(self.period, self.choice.periods_on_offer(), self.choice.period)
        self.choice = replace(self.choice, period=self.period.value)

    def _show(self, code: str) -> None:
        figure = self.section.figure
        tables = list(self.section.tables) or ([figure.table] if figure and figure.table else [])
        bare = replace(figure, table=None) if figure else None
        shown = replace(self.section, figure=bare, tables=()).as_html()
        # Where the page is too narrow for it, the keyboard scrolls it.
        region = f'<div role="region" aria-label="What is picked" tabindex="0">{shown}</div>'
        _display(self.picture, "text/html", region)
        _display(self.table, "text/html", "".join(table.as_html() for table in tables))
        self.code.value = code
        self.copy.disabled = not code
        self._tell(
            f"Shown below: {self.section.heading}"
            if code
            else "Nothing can be shown; the reason is below."
        )

    def _tell(self, text: str) -> None:
        self.status.value = f'<p role="status">{html.escape(text)}</p>'

    def _copy(self) -> None:
        """Put the code into the clipboard, where the browser lets a page do so."""
        script = (
            f"navigator.clipboard && navigator.clipboard.writeText({json.dumps(self.code.value)})"
        )
        _display(self._script, "application/javascript", script)
        self._tell("Copied; where the clipboard stays empty, copy the two lines from the field.")

    def _add(self) -> None:
        """Put the section into the notebook that is named, which is made where it is not there."""
        name = self.notebook.value.strip() or self.notebook.placeholder
        try:
            path = Workspace.current().own_notebooks / f"{name}.ipynb"
            if not path.is_file():
                path = create_notebook(name, area=self.choice.area)
            view = CHARTS[self.choice.chart].view
            added = add_section(path, view, self.choice.indicator)
        except ToolkitError as error:
            self._tell(str(error))
            return
        self.notebook.options = [one.stem for one in list_own_notebooks()]
        call = f'report.{view}("{find_indicator(self.choice.indicator).id}")'
        self._tell(
            f"{call} is now in {path}, with the notebook's own comparators and period; "
            "where it is open, reload it."
            if added
            else f"{path} has {call} already."
        )

    def _repr_mimebundle_(self, **given: object) -> dict[str, Any]:
        shown: dict[str, Any] = dict(self._box._repr_mimebundle_(**given) or {})
        return {**shown, MIME_TYPE: self.section.as_json(), "text/plain": self.section.as_text()}


def _display(place: Any, kind: str, content: str) -> None:
    """Show one thing in an output widget, in the place of what it showed."""
    data = {kind: str(content)}
    place.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)


def _offer(control: Any, options: Sequence[tuple[str, str]], value: str) -> None:
    """Set what can be picked; what was picked stays where it can, and is else the first."""
    if list(control.options) != list(options):
        control.options = options
    values = [one for _, one in options]
    control.value = value if value in values else values[0]


def open_explorer(
    area: str = "Plymouth",
    comparators: str = "",
    period: str = LATEST,
    mode: str = "public",
    across_nations: bool = False,
    *,
    indicator: str = "drug_misuse_deaths",
    chart: str = "trend",
) -> Explorer:
    """Open the explorer, building the store first where that is needed.

    Parameters
    ----------
    area, comparators, period, mode, across_nations
        As of `toolkit.reports.report.open_report`.
    indicator : str
        Id or name.
    chart : str
        A kind of `toolkit.explore.comparison.CHARTS`.

    Returns
    -------
    Explorer
        Shown, it is widgets with the chart and the table of what they pick.

    Raises
    ------
    ParameterError
        Where there is no such area.

    Examples
    --------
    >>> open_explorer("York", chart="funnel")  # doctest: +SKIP
    """
    return Explorer(Choice(area, indicator, chart, comparators, period, mode, across_nations))
