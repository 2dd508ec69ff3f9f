"""Write docs/gallery.md and its pictures: every kind of chart on real figures, with its code and alternative text.

Run ``python docs/generate_gallery.py`` after a chart has changed; a test fails
until then. ``python docs/generate_gallery.py --sight deuteranopia`` writes the
same pictures as others see them into a folder beside it, to be looked at.
"""

from __future__ import annotations

import argparse
import base64
import inspect
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from toolkit.analysis.comparison import compare_with
from toolkit.analysis.funnels import make_funnel
from toolkit.analysis.inequality import make_gradient
from toolkit.analysis.projection import make_projection
from toolkit.analysis.ranking import rank_areas
from toolkit.analysis.run_charts import make_run_chart
from toolkit.analysis.spines import make_spine
from toolkit.analysis.trajectories import make_trajectory
from toolkit.catalogue.areas import current_upper_tier, find_area
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.schemes import group_name, in_order
from toolkit.contracts import RESULTS
from toolkit.periods import Period
from toolkit.presentation import charts, claims
from toolkit.presentation.blocks import Figure, Table
from toolkit.presentation.charts import Series
from toolkit.presentation.claims import Measure
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.maps import tile_map
from toolkit.presentation.overview import overview_of_indicators

PAGE = Path(__file__).with_name("gallery.md")
PICTURES = Path(__file__).with_name("gallery")

_HEAD = """<!-- fmt: off -->
# Gallery of charts

Every chart below is drawn from published figures, which stand in `gallery/`:

| File | What | Source |
|---|---|---|
| `drug_misuse_deaths.csv` | Deaths from drug misuse by upper-tier authority | Office for National Statistics, Deaths related to drug poisoning by local authority |
| `results.csv`, drug poisoning | Deaths from drug poisoning, and single years of both | Office for National Statistics, as above; residents through Nomis |
| `results.csv`, alcohol | Treatment and unmet need; estimates of dependence | Office for National Statistics and Office for Health Improvement and Disparities; the last two years: Plymouth's partnership report |
| `results.csv`, opiates, caseload | Estimates of use, numbers in treatment | Plymouth, annual report of the drug strategy partnership, 2024/25 |
| `results.csv`, Scotland | Deaths from drug misuse by year | National Records of Scotland, Drug-related deaths in Scotland |
| `results.csv`, deprivation | Alcohol-related mortality by tenths of authorities | Department of Health and Social Care, Fingertips |
| `residents.csv` | Residents by age and sex, 2019 | Office for National Statistics, mid-year population estimates |

All but the partnership's report are under the Open Government Licence v3.0; the report's figures are carried over as facts. The target of
the trajectory alone is made up. Titles are what the claims of `toolkit.presentation.claims` say of the figures. This page and its pictures
are made by `docs/generate_gallery.py`.

Each picture stands with the line of code that makes it, its alternative text, and the table of what is drawn, which a report shows at
a keypress. In a notebook a chart shows itself; `chart.as_svg()` gives it as SVG, `chart.drawing.compose()` as a figure of matplotlib.

Colours are told apart without red and green and in grey, and shape, place or a name says the same as the colour. Machado, Oliveira and
Fernandes 2009 (doi:10.1109/TVCG.2009.113) is the model by which that was looked at: `python docs/generate_gallery.py --sight deuteranopia`.
"""

# Linear red, green and blue as others see them, at full severity.
SIGHTS = {
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}

INDICATORS = load_indicators()
DEATHS = INDICATORS["drug_misuse_deaths"]
PLYMOUTH, ENGLAND, SOUTH_WEST, SCOTLAND, GLASGOW = (
    find_area(name).code for name in ("Plymouth", "England", "South West", "Scotland", "Glasgow City")
)  # fmt: skip
NEIGHBOURS = [
    find_area(name).code
    for name in ("Torbay", "Portsmouth", "Southampton", "Bristol", "Kingston upon Hull", "Blackpool", "Derby")
]  # fmt: skip
# Those that the figures are of: Cumbria in place of the two that followed it.
UPPER = ["E10000006", *(area.code for area in current_upper_tier("England"))]


def read_results() -> pd.DataFrame:
    """Return the figures of the gallery as results."""
    deaths = pd.read_csv(PICTURES / "drug_misuse_deaths.csv").assign(
        indicator=DEATHS.id, period_kind="pooled", sex="persons", age="all ages", group="all",
        method="published", basis="published", source="ons_drug_poisoning_by_la",
    )  # fmt: skip
    others = pd.read_csv(PICTURES / "results.csv", dtype={"category": "str"})
    frame = pd.concat([deaths, others], ignore_index=True)
    texts = ["category_type", "category", "grouping_scheme", "trend", "trend_basis"]
    days = ["period_start", "period_end", "baseline_start", "baseline_end"]
    declared = [INDICATORS[name] for name in frame["indicator"]]
    frame[texts] = frame[texts].fillna("")
    frame[days] = frame[days].apply(pd.to_datetime)
    return RESULTS.complete(
        frame.assign(
            unit=[one.unit for one in declared],
            polarity=[one.polarity for one in declared],
            observations="gallery",
        )
    )


RESULTS_HELD = rank_areas(read_results())


def rows(indicator: str, code: str = PLYMOUTH, last: bool = False) -> pd.DataFrame:
    """Return the results of one indicator and area in order of period, or the last period's."""
    is_it = (RESULTS_HELD["indicator"] == indicator) & (RESULTS_HELD["area_code"] == code)
    held = RESULTS_HELD[is_it].sort_values("period_end")
    latest = RESULTS_HELD.loc[RESULTS_HELD["indicator"] == indicator, "period_end"].max()
    return held[held["period_end"] == latest] if last else held


def of(code: str) -> Series:
    """Return the series of one area."""
    return Series(find_area(code).name, rows(DEATHS.id, code))


def among(*codes: str) -> pd.DataFrame:
    """Return the latest results of some areas, in that order."""
    return pd.concat([rows(DEATHS.id, code, last=True) for code in codes])


def beside_england(own: pd.DataFrame) -> pd.DataFrame:
    """Return results judged beside England's."""
    return compare_with(
        own[RESULTS.names], pd.Series(ENGLAND, index=own.index, dtype="str"), RESULTS_HELD
    )


def spine() -> pd.DataFrame:
    """Return Plymouth among all authorities, judged beside England."""
    ranked = RESULTS_HELD[[INDICATORS[name].comparable for name in RESULTS_HELD["indicator"]]]
    own = make_spine(ranked[ranked["group"] == "all"], PLYMOUTH, ENGLAND)
    own = own[own["areas"] > 0]
    spread = own[["lowest", "lower_quartile", "upper_quartile", "highest", "areas"]]
    return beside_england(own).join(spread)


OWN = rows(DEATHS.id, last=True).iloc[0]
NATION = rows(DEATHS.id, ENGLAND, last=True).iloc[0]
LAST_YEAR = rows("drug_misuse_deaths_scotland_yearly", GLASGOW, last=True).iloc[0]
VERDICT = beside_england(rows(DEATHS.id, last=True))["significance"].iloc[0]
RATE = Measure.of(DEATHS)
NUMBER = Measure.of(INDICATORS["drug_misuse_deaths_scotland_yearly"])
SHARE = Measure("%", 1)
FUNNEL = make_funnel(among(*UPPER))
GRADIENT = make_gradient(rows("alcohol_related_mortality", ENGLAND), ENGLAND)
RUN = make_run_chart(rows("drug_misuse_deaths_scotland_yearly", GLASGOW))
AHEAD = make_projection(rows("drug_misuse_deaths_scotland_yearly", GLASGOW))
NEED = rows("unmet_need_alcohol")
WAY = make_trajectory(
    NEED,
    baseline_period=Period.parse("2018/19"),
    target_period=Period.parse("2028/29"),
    target=75.0,
)
WITH_LIMITS = NEED[NEED["period_end"] == "2018-03-31"]
CASELOAD = rows("caseload_share")
AGES = pd.read_csv(PICTURES / "residents.csv")
LARGEST = (
    in_order(
        CASELOAD[
            (CASELOAD["period_end"] == CASELOAD["period_end"].max()) & (CASELOAD["group"] != "ocu")
        ]
    )
    .sort_values("value")
    .iloc[-1]
)

STANDING = claims.Comparison.of(OWN, NATION, DEATHS, ("Plymouth", "England"), VERDICT).finding()
RANK = claims.Rank.of_row(OWN, "Plymouth")
LEVEL = claims.Level.of(OWN, DEATHS, "Plymouth").finding()
BEYOND = claims.FunnelLevel.of(FUNNEL, PLYMOUTH, RATE, "Plymouth", "2019–21").finding()
SLOPE = claims.Gradient.of(
    GRADIENT, Measure.of(INDICATORS["alcohol_related_mortality"]), "England", "2023"
).finding()
NUMBERS = claims.Level.of(LAST_YEAR, INDICATORS[LAST_YEAR["indicator"]], "Glasgow City").finding()
FURTHER = claims.Projection.of(AHEAD, NUMBER, "Glasgow City").finding()
TARGET = claims.Target.of(WAY, INDICATORS["unmet_need_alcohol"], "Plymouth").finding()
UNMET = claims.UnmetNeed.of(WITH_LIMITS.iloc[0], "Plymouth", "").finding()
GROUP = group_name(LARGEST["grouping_scheme"], LARGEST["group"])
MOST = claims.Highest(SHARE, "Plymouth", label_of(LARGEST), GROUP, LARGEST["value"]).finding()
RESIDENTS = claims.Level(
    Measure("residents", noun="residents", counts=True), "Plymouth", "2019", AGES["count"].sum()
).finding()

LATEST = "Deaths from drug misuse, deaths per 100,000 people, 2019–21"
SINCE = "Deaths from drug misuse, deaths per 100,000 people, 2001–03 to 2019–21"

# fmt: off
CHARTS: dict[str, Callable[[], Figure]] = {
    "Trend": lambda: charts.trend_chart([of(PLYMOUTH), of(ENGLAND), of(SOUTH_WEST)], title=STANDING, subtitle=SINCE, measure=RATE),
    "Ranked areas": lambda: charts.caterpillar_chart(among(ENGLAND, *UPPER), area=PLYMOUTH, comparators=[ENGLAND], title=RANK.finding(), subtitle=LATEST, measure=RATE, place=RANK.sentence()),
    "Comparison bars": lambda: charts.comparison_chart(among(PLYMOUTH, ENGLAND, SOUTH_WEST, *NEIGHBOURS), area=PLYMOUTH, title=STANDING, subtitle=LATEST, measure=RATE),
    "Funnel": lambda: charts.funnel_chart(FUNNEL, area=PLYMOUTH, size="effective population", title=BEYOND, subtitle=LATEST, measure=RATE),
    "Spine": lambda: charts.spine_chart(spine(), INDICATORS, area="Plymouth", comparator="England", title=STANDING, subtitle="Plymouth among the authorities of England"),
    "Small multiples": lambda: charts.small_multiples([of(PLYMOUTH), *map(of, NEIGHBOURS)], title=LEVEL, subtitle=SINCE, measure=RATE),
    "Tile map": lambda: tile_map(among(*UPPER[1:]).set_index("area_code")["value"], highlight=[PLYMOUTH], title=LEVEL, subtitle=LATEST, measure=RATE),
    "Inequality gradient": lambda: charts.gradient_chart(GRADIENT, title=SLOPE, subtitle="Alcohol-related mortality, deaths per 100,000 people, England, 2023", measure=RATE),
    "Run chart": lambda: charts.run_chart(RUN, title=NUMBERS, subtitle="Deaths from drug misuse, Glasgow City", measure=NUMBER),
    "Projection": lambda: charts.projection_chart(AHEAD, title=FURTHER, subtitle="Deaths from drug misuse, Glasgow City", measure=NUMBER),
    "Trajectory to a target": lambda: charts.trajectory_chart(WAY, title=TARGET, subtitle="Unmet need for alcohol treatment, %, Plymouth", measure=SHARE),
    "Unmet need": lambda: charts.unmet_need_chart(WITH_LIMITS, rows("alcohol_dependence"), title=UNMET, subtitle="Adults with alcohol dependence, Plymouth, 2017/18"),
    "Composition": lambda: charts.composition_chart(CASELOAD, title=MOST, subtitle="Adults in treatment by substance, Plymouth, %"),
    "Population pyramid": lambda: charts.pyramid_chart(AGES, area="Plymouth", comparator="England", title=RESIDENTS, subtitle="Residents by age and sex, 2019"),
}
OVERVIEW: dict[str, Callable[[], Table]] = {
    "Overview": lambda: overview_of_indicators(spine(), area=find_area(PLYMOUTH), comparator=find_area(ENGLAND)),
}
# fmt: on


def name_picture(kind: str) -> str:
    """Return the name of a chart's picture."""
    return f"{kind.lower().replace(' ', '_')}.png"


def write_page(figures: dict[str, Figure]) -> str:
    """Return the page as it should be."""
    parts = [_HEAD, write_overview()]
    for kind, figure in figures.items():
        parts.append(
            f"## {kind}\n\n**{figure.title}**<br>{figure.subtitle}\n\n"
            f"![{figure.alt}](gallery/{name_picture(kind)})\n\n"
            f"```python\n{write_code(kind)}\n```\n\nAlternative text: {figure.alt}\n"
        )
    return "\n".join(parts)


def write_overview() -> str:
    """Return the overview: a table, with words where a report adds colours to them."""
    table = OVERVIEW["Overview"]()
    lines = [table.columns, ["---"] * len(table.columns), *table.rows]
    cells = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## Overview\n\n**{table.caption}**\n\n{cells}\n\n{' '.join(table.notes)}\n\n```python\n{write_code('Overview')}\n```\n"


def write_code(kind: str) -> str:
    """Return the one line that makes a chart or a table."""
    lines = inspect.getsource({**CHARTS, **OVERVIEW}[kind]).splitlines()
    line = next(line for line in lines if f'"{kind}": lambda: ' in line)
    return line.split("lambda: ", 1)[1].rstrip().removesuffix(",")


def see(png: bytes, sight: str) -> Image.Image:
    """Return a picture as others see it."""
    parts = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = (linear @ SIGHTS[sight].T).clip(0, 1)
    back = np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)
    return Image.fromarray((255 * back).round().astype(np.uint8))


def main() -> None:
    """Write the page and its pictures, or the pictures as others see them."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--sight", choices=SIGHTS)
    reader.add_argument("--folder", type=Path, default=PICTURES)
    asked = reader.parse_args()
    figures = {kind: make() for kind, make in CHARTS.items()}
    for kind, figure in figures.items():
        png = base64.b64decode(figure.png)
        if asked.sight:
            see(png, asked.sight).save(asked.folder / f"{asked.sight}_{name_picture(kind)}")
        else:
            (PICTURES / name_picture(kind)).write_bytes(png)
    if not asked.sight:
        PAGE.write_text(write_page(figures), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
