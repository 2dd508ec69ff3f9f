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
from toolkit.analysis.ranking import rank_areas
from toolkit.analysis.spines import make_spine
from toolkit.catalogue.areas import current_upper_tier, find_area
from toolkit.catalogue.indicators import load_indicators
from toolkit.contracts import RESULTS
from toolkit.presentation import charts
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts import Series
from toolkit.presentation.claims import Measure
from toolkit.presentation.maps import tile_map

PAGE = Path(__file__).with_name("gallery.md")
PICTURES = Path(__file__).with_name("gallery")
FIGURES = PICTURES / "drug_misuse_deaths.csv"

_HEAD = """# Gallery of charts

Every chart below is drawn from published figures: deaths from drug misuse, age-standardised, deaths per 100,000 people
over three years (`gallery/drug_misuse_deaths.csv`; source: Office for National Statistics, Deaths related to drug poisoning by local
authority, Open Government Licence v3.0). This page and its pictures are made by `docs/generate_gallery.py`.

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

WORDS = {
    "subtitle": "Deaths from drug misuse, deaths per 100,000 people, 2019–21",
    "measure": Measure.of(load_indicators()["drug_misuse_deaths"]),
}
SINCE = {
    **WORDS,
    "subtitle": "Deaths from drug misuse, deaths per 100,000 people, 2001–03 to 2019–21",
}
PLYMOUTH, ENGLAND = find_area("Plymouth").code, find_area("England").code
SOUTH_WEST = find_area("South West").code
NEIGHBOURS = [
    find_area(name).code
    for name in ("Torbay", "Portsmouth", "Southampton", "Bristol", "Kingston upon Hull", "Blackpool", "Derby")
]  # fmt: skip


def read_figures() -> pd.DataFrame:
    """Return the figures of the gallery as results."""
    frame = pd.read_csv(FIGURES, parse_dates=["period_start", "period_end"])
    indicator = load_indicators()["drug_misuse_deaths"]
    return RESULTS.complete(
        frame.assign(
            indicator=indicator.id, period_kind="pooled", sex="persons", age="all ages", group="all",
            unit=indicator.unit, polarity=indicator.polarity, method="published", basis="published",
            source="ons_drug_poisoning_by_la", observations="gallery",
        )
    )  # fmt: skip


RESULTS_HELD = rank_areas(read_figures())
LATEST = RESULTS_HELD[RESULTS_HELD["period_end"] == RESULTS_HELD["period_end"].max()]
UPPER = [area.code for area in current_upper_tier("England")]


def of(code: str) -> Series:
    """Return the series of one area."""
    rows = RESULTS_HELD[RESULTS_HELD["area_code"] == code].sort_values("period_end")
    return Series(find_area(code).name, rows)


def among(*codes: str) -> pd.DataFrame:
    """Return the latest results of some areas, in that order."""
    order = {code: place for place, code in enumerate(codes)}
    rows = LATEST[LATEST["area_code"].isin(codes)]
    return rows.sort_values("area_code", key=lambda some: some.map(order))


def spine() -> pd.DataFrame:
    """Return Plymouth among all authorities, judged beside England."""
    own = make_spine(RESULTS_HELD, PLYMOUTH, ENGLAND)
    spread = own[["lowest", "lower_quartile", "upper_quartile", "highest", "areas"]]
    judged = compare_with(
        own[RESULTS.names], pd.Series(ENGLAND, index=own.index, dtype="str"), RESULTS_HELD
    )
    return judged.join(spread)


# fmt: off
CHARTS: dict[str, Callable[[], Figure]] = {
    "Trend": lambda: charts.trend_chart([of(PLYMOUTH), of(ENGLAND), of(SOUTH_WEST)], title="Plymouth was worse than England in 2019–21", **SINCE),
    "Ranked areas": lambda: charts.caterpillar_chart(among(ENGLAND, *UPPER), area=PLYMOUTH, comparators=[ENGLAND], title="Plymouth was worse than England in 2019–21", **WORDS),
    "Comparison bars": lambda: charts.comparison_chart(among(PLYMOUTH, ENGLAND, SOUTH_WEST, *NEIGHBOURS), area=PLYMOUTH, title="Plymouth was worse than England in 2019–21", **WORDS),
    "Funnel": lambda: charts.funnel_chart(make_funnel(among(*UPPER)), area=PLYMOUTH, size="effective population", title="Plymouth lies above the 99.8% limits", **WORDS),
    "Spine": lambda: charts.spine_chart(spine(), load_indicators(), area="Plymouth", comparator="England", title="Plymouth was worse than England in 2019–21", subtitle="Plymouth among the authorities of England, 2019–21"),
    "Small multiples": lambda: charts.small_multiples([of(PLYMOUTH), *map(of, NEIGHBOURS)], title="Plymouth beside seven other authorities", **SINCE),
    "Tile map": lambda: tile_map(among(*UPPER).set_index("area_code")["value"], highlight=[PLYMOUTH], title="Deaths from drug misuse in every authority of England", **WORDS),
}
# fmt: on


def name_picture(kind: str) -> str:
    """Return the name of a chart's picture."""
    return f"{kind.lower().replace(' ', '_')}.png"


def write_page(figures: dict[str, Figure]) -> str:
    """Return the page as it should be."""
    parts = [_HEAD]
    for kind, figure in figures.items():
        parts.append(
            f"## {kind}\n\n**{figure.title}**<br>{figure.subtitle}\n\n"
            f"![{figure.alt}](gallery/{name_picture(kind)})\n\n"
            f"```python\n{write_code(kind)}\n```\n\nAlternative text: {figure.alt}\n"
        )
    return "\n".join(parts)


def write_code(kind: str) -> str:
    """Return the one line that makes a chart."""
    lines = inspect.getsource(CHARTS[kind]).splitlines()
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
