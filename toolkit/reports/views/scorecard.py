"""The national outcomes framework as a scorecard: a figure, or why there is none."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.data_states import explain_absence
from toolkit.catalogue.framework import FrameworkMeasure, load_framework
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.wording import count_of, interval, measured
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent
from toolkit.reports.views.statements import Statement, make_statement

__all__ = ["scorecard"]

_HEADING = "Outcomes framework"
_KINDS = {"headline": "Headline measures", "supporting": "Supporting measures"}


def scorecard(material: Material) -> Section:
    """Set every measure of the National Combating Drugs Outcomes Framework, with its figure or the reason."""
    if material.area.nation != "England":
        why = (
            "the National Combating Drugs Outcomes Framework is of England; "
            f"{material.area.name} is not measured by it"
        )
        return absent("scorecard", _HEADING, why)
    tables, filled = [], 0
    for kind, caption in _KINDS.items():
        measures = [one for one in load_framework().values() if one.kind == kind]
        cells = [_cells(material, one) for one in measures]
        filled += sum(not row[2].startswith("empty") for row in cells)
        first = material.comparators[0].name if material.comparators else "another area"
        tables.append(
            Table(
                f"{caption}, {material.area.name}",
                ["Measure", "Period", "Figure", "95% interval", f"Beside {first}"],
                cells,
            )
        )
    whole = sum(len(table.rows) for table in tables)
    told = count_of(filled, "measure has", "measures have")
    return Section(
        "scorecard",
        _HEADING,
        sentences=[
            f"{told} a figure for {material.area.name}, of the {whole} of the framework; every empty cell says why."
        ],
        tables=tables,
        caveats=[
            "The framework has 22 supporting measures; the two that are not named in what could be read are not here."
        ],
    )


def _cells(material: Material, measure: FrameworkMeasure) -> list[str]:
    declared = [one for one in load_indicators().values() if one.framework == measure.id]
    for indicator in declared:
        statement = make_statement(material, indicator.id)
        if statement and statement.indicator == indicator:
            return _filled(measure, statement)
    return [measure.name, "–", f"empty, because: {_why(measure, declared)}", "–", "–"]


def _filled(measure: FrameworkMeasure, one: Statement) -> list[str]:
    row, indicator = one.row, one.indicator
    beside = one.comparisons[0] if one.comparisons else None
    against = f"{beside.verdict or 'not compared'}: {beside.named}" if beside else "not compared"
    value = measured(row["value"], indicator.unit, indicator.decimals)
    if indicator.statistic == "percentage_change" and pd.notna(row["count"]):
        value = measured(row["count"], "people")
    return [
        f"{measure.name}: {indicator.name[:1].lower()}{indicator.name[1:]}"
        if indicator.name.casefold() != measure.name.casefold()
        else measure.name,
        label_of(row) or "not stated",
        value,
        interval(row["lower"], row["upper"], indicator.decimals) or "–",
        against,
    ]


def _why(measure: FrameworkMeasure, declared: list[Indicator]) -> str:
    """Say why a measure has no figure of the area."""
    if not declared:
        return measure.without_indicator or "no indicator of the catalogue is it"
    # What to type stands in the sections; here it would hide the reason.
    return explain_absence(declared[0]).rstrip(".")
