"""Plans in a report: Derby's register, York's tracker and milestone, Plymouth's actions, and who has none."""

import datetime as dt

import pytest

from toolkit.analysis.building import build
from toolkit.errors import ParameterError
from toolkit.presentation.blocks import Section, load_block
from toolkit.reports.material import Material
from toolkit.reports.parameters import Parameters
from toolkit.reports.views import plans
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store


@pytest.fixture
def material(built_workspace):
    store = Store(built_workspace)

    def of(area, mode="public"):
        build(store)
        return Material(
            Parameters.parse(area=area, comparators="", period="latest", mode=mode), store
        )

    of.store = store
    return of


def cells(section):
    """The cells of each row by its head, from all tables that have the row."""
    found = {}
    for table in section.tables:
        for row in table.rows:
            found.setdefault(row[0], {}).update(zip(table.columns, row, strict=True))
    return found


def test_derby_s_register_says_of_each_target_what_can_be_told(material):
    section = plans.targets(material("Derby"), "2009-04-01")
    assert section.sentences[0] == (
        "Derby has 6 targets on the register at 1 April 2009: 1 met and 5 of which it cannot be told where it stands."
    )
    rows = cells(section)
    tier_4 = rows["Access to residential or inpatient treatment (Tier 4)"]
    assert tier_4["People the gap is"] == "about 17 more"
    assert tier_4["National figure"] == "5 to 10% (period not printed)"
    assert tier_4["Due"] == "2009/10"
    assert tier_4["Needed from here"].startswith("each month 1.4")
    housing = rows["Housing problem at the start of treatment"]
    assert housing["Status"] == "met: by the baseline, the only figure there is"
    assert housing["Aim"] == "stay below 22%"
    exits = rows["Successful treatment exits, people under 25 (under 25)"]
    assert exits["Gap"] == "up 13.0 percentage points, +52% of the latest"
    assert exits["People the gap is"] == "cannot be told"
    assert exits["Who answers for it"] == "not printed"


def test_a_synthetic_estimate_is_labelled_and_not_judged(material):
    section = plans.targets(material("Derby"), "2009-04-01")
    row = cells(section)[
        "Pupils who drink more than 10 units of alcohol a week (11-15, synthetic estimate)"
    ]
    assert row["Status"].startswith("cannot be told: a synthetic estimate")
    assert any("never judged" in caveat for caveat in section.caveats)


def test_york_s_milestone_is_a_run_rate_that_cannot_be_judged(material):
    section = plans.milestones(material("York"), "2023-02-21")
    (told,) = [one for one in section.sentences if "15,000" in one]
    assert told == (
        "Digital identification and brief advice on alcohol: 15,000 interventions by July 2024; 6,860 (45.7%) "
        "reached at 31 January 2023, 8,140 left: about 452 a month over 18 months. Whether that is on track "
        "cannot be told, because when counting began is not given, so no run rate can be set beside the one needed."
    )


def test_york_s_plan_stands_by_aim_each_action_beside_its_measure(material):
    section = plans.delivery_plan(material("York"), "2023-04-05")
    assert len(section.tables) == 3
    assert "35 actions" in section.sentences[0]
    rows = [dict(zip(t.columns, row, strict=True)) for t in section.tables for row in t.rows]
    (naloxone,) = [row for row in rows if "naloxone" in row["Priority and action"]]
    assert naloxone["Due"] == "31 March 2023"
    assert "its due day has passed since" in naloxone["Standing"]
    assert naloxone["Measure it should move"].startswith("Deaths from drug misuse")
    assert len({row["Priority and action"].split(" ")[0] for row in rows}) == 15
    assert "No evidence is given for 34 of 35 actions" in section.sentences[3]


@pytest.mark.parametrize(
    ("area", "actions"),
    [("Plymouth", 40), ("Perth and Kinross", 26), ("Leicestershire + Rutland", 1)],
)
def test_every_action_that_is_printed_is_there(material, area, actions):
    section = plans.delivery_plan(material(area), "2024-06-30")
    assert sum(len(table.rows) for table in section.tables) == actions


def test_a_status_that_is_read_into_a_plan_is_told_as_read(material):
    """Perth and Kinross prints no status: support that goes on is not complete."""
    section = plans.delivery_plan(material("Perth and Kinross"), "2024-06-30")
    assert "26 actions: 14 complete and 12 of which it cannot be told" in section.sentences[0]
    assert any(
        note.startswith("14 actions: ") and "read as complete" in note for note in section.caveats
    )


def test_perth_and_kinross_s_standard_has_no_figure_printed(material):
    section = plans.targets(material("Perth and Kinross"), "2024-06-30")
    (row,) = section.tables[0].rows
    told = dict(zip(section.tables[0].columns, row, strict=True))
    assert told["Aim"] == "stay above 90%"
    assert told["Baseline"].startswith("not printed")


def test_an_area_without_a_plan_is_told_how_to_make_one(material):
    cornwall = material("Cornwall")
    for view in (plans.targets, plans.delivery_plan, plans.milestones):
        section = view(cornwall)
        assert "Cornwall" in section.missing
        assert "toolkit" not in section.missing
        assert not section.tables


def test_the_date_is_the_reader_s_or_that_of_the_latest_figures_and_always_printed(material):
    york = material("York")
    assert plans.report_date(york, "21 February 2023") == dt.date(2023, 2, 21)
    last = plans.report_date(york)
    assert last < dt.date(2026, 1, 1)
    assert f"{last.day} {last:%B %Y}" in plans.delivery_plan(york).sentences[0]
    with pytest.raises(ParameterError, match="is not a day"):
        plans.report_date(york, "2023/24")


TARGET = (
    "plan,area,name,measure,direction,better,unit,base,baseline,baseline_period,target,due,latest,latest_count,"
    "latest_period,owner,restricted\n"
    "Plan 2024,Derby,{name},Own measure in words,reach,higher,%,400,20,2020/21,40,2024/25,25,100,2022/23,"
    "Commissioner,{restricted}\n"
)


def test_an_own_target_is_drawn_and_a_restricted_one_is_kept_back(material, tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text(
        TARGET.format(name="Own", restricted="no")
        + TARGET.format(name="Secret", restricted="yes").splitlines(keepends=True)[1],
        encoding="utf-8",
    )
    import_file(path, material.store)
    section = plans.target(material("Derby"), "own", "2023-06-30")
    assert section.figure.title == "Derby: Own, off track"
    assert "25% (95% interval 21.0 to 29.5) in 2022/23, from the register" in section.sentences[0]
    assert "60 more (up 15.0 percentage points, +60% of the latest)" in section.sentences[0]
    with pytest.raises(ParameterError, match="no target of Derby is called 'Secret'"):
        plans.target(material("Derby"), "Secret", "2023-06-30")
    assert plans.target(material("Derby", "restricted"), "Secret", "2023-06-30").figure


WORDS = "---\narea: York\nsection: targets_of_ours\nauthor: <b>A</b>\ndate: 2026-03-31\nrestricted: {r}\n---\n<script>x</script> **Why**\n\n- [the minutes](https://example.org)\n"  # fmt: skip


def test_local_words_reach_html_text_and_data_and_never_as_markup(material, tmp_path):
    path = tmp_path / "ours.md"
    path.write_text(WORDS.format(r="no"), encoding="utf-8")
    import_file(path, material.store)
    section = plans.with_commentary(material("York"), Section("targets_of_ours", "Ours"))
    html = section.as_html()
    assert "<script>" not in html
    assert "&lt;script&gt;x&lt;/script&gt; <strong>Why</strong>" in html
    assert '<a href="https://example.org" rel="noreferrer">the minutes</a>' in html
    assert "Local commentary, &lt;b&gt;A&lt;/b&gt;, 31 March 2026" in html
    assert "the minutes" in section.as_text()
    assert load_block(section.as_json()).as_html() == html


def test_restricted_words_are_kept_back(material, tmp_path):
    path = tmp_path / "ours.md"
    path.write_text(WORDS.format(r="yes"), encoding="utf-8")
    import_file(path, material.store)
    bare = Section("targets_of_ours", "Ours")
    assert not plans.with_commentary(material("York"), bare).commentary
    assert plans.with_commentary(material("York", "restricted"), bare).commentary
