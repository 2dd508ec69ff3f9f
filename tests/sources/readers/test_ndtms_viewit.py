"""ViewIt exports: three generations, totals among the detail, and zeros that are none."""

from pathlib import Path

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.ndtms_viewit import LAYOUT
from toolkit.sources.viewit import name_measure

DATA = Path(__file__).resolve().parents[3] / "../shared/data/ndtms_ohid"

LOCAL = """\
ReportingPeriod,Area,sex,age_group,drug_group,intreatment_allintx,newpresentation_newtx,eth_white_allintx,eth_mixed_allintx,disability_any_newtx,scnr_scrn_allintx
2020/21,Barnet,Total,Total,Total,1105,500,700,45,NULL,175
2020/21,Barnet,Total,Total,Opiate,565,200,400,20,NULL,40
2020/21,Barnet,Total,Total,Non-opiate only,85,60,50,5,NULL,30
2020/21,Barnet,Total,Total,Alcohol only,295,150,200,15,NULL,70
2020/21,Barnet,Total,Total,Non-opiate & alcohol,165,90,50,5,NULL,35
2020/21,Barnet,F,Total,Total,300,140,190,10,NULL,50
2020/21,Barnet,M,Total,Total,805,360,510,35,NULL,125
2021/22,Barnet,TOTAL,TOTAL,TOTAL,1285,600,0,0,25,NULL
2021/22,Barnet,F,18-29,Non-opiate & alcohol,35,20,0,0,5,NULL
2021/22,Bristol,TOTAL,TOTAL,TOTAL,5,0,0,0,0,NULL
"""
ENGLAND = """\
ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,AgeGroup_Data,Num_InTreatment_AllInTx,Eth_White_AllInTx
2021/22,England,TOTAL,TOTAL,TOTAL,289217,240001
2021/22,England,OPIATES,TOTAL,TOTAL,140558,120000
2021/22,England,NON-OPIATES ONLY,TOTAL,TOTAL,29582,20000
2021/22,England,ALCOHOL ONLY,TOTAL,TOTAL,84697,80000
2021/22,England,ALCOHOL & NON-OPIATES,TOTAL,TOTAL,34378,20001
"""
ADULTS = """\
Reporting period,Area,Sex,Age group,Substance category,All in treatment,New presentations,Ethnicity - White - All in treatment,Housing situation - Housing problem - New presentations,Housing situation - No problem  - New presentation
2022/23,England,Total,Total,Total,290635,137749,255378,,
2023/24,England,Total,Total,Total,310863,158991,271552,0,0
"""


def save(folder, text, name="export.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8-sig", newline="")
    return RawFile(path)


def read(file):
    assert LAYOUT.recognises(file)
    return list(LAYOUT.readings(file))


def figures(file):
    return pd.concat([reading.observations for reading in read(file)], ignore_index=True)


def one(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


TOTAL = {"sex": "persons", "age": "18+", "group": "all_adults"}


class TestLocalExport:
    def test_every_figure_keeps_its_sex_age_and_group(self, tmp_path):
        rows = figures(save(tmp_path, LOCAL))
        assert len(rows) == 10 * 6
        assert (
            one(
                rows,
                indicator="numbers_in_treatment",
                **TOTAL,
                locator="row 2, column intreatment_allintx",
            )["count"]
            == 1105
        )
        opiate = one(rows, indicator="numbers_in_treatment", group="opiate")
        assert (opiate["count"], opiate["grouping_scheme"], opiate["area_code"]) == (
            565,
            "national_four_groups",
            "E09000003",
        )
        detail = one(rows, indicator="numbers_in_treatment", age="18-29")
        assert (detail["sex"], detail["group"], detail["count"]) == (
            "female",
            "non_opiate_and_alcohol",
            35,
        )

    def test_capitals_in_the_last_year_are_the_same_totals(self, tmp_path):
        rows = figures(save(tmp_path, LOCAL))
        last = one(
            rows,
            indicator="new_presentations",
            area_code="E09000003",
            period_start=pd.Timestamp("2021-04-01"),
            **TOTAL,
        )
        assert (last["count"], last["period_kind"], last["rounding"]) == (600, "financial", 5)
        assert last["edition"] == "to 2021/22"

    def test_null_was_not_collected_and_is_never_zero(self, tmp_path):
        rows = figures(save(tmp_path, LOCAL))
        null = one(
            rows,
            indicator="disability_any_new_presentations",
            locator="row 2, column disability_any_newtx",
        )
        assert null["state"] == "not_collected"
        assert pd.isna(null["count"])

    def test_a_breakdown_that_is_zero_throughout_a_year_was_not_recorded(self, tmp_path):
        rows = figures(save(tmp_path, LOCAL))
        white = rows[
            (rows["indicator"] == "ethnicity_white_in_treatment")
            & (rows["period_start"] == "2021-04-01")
        ]
        barnet, bristol = (
            white[white["area_code"] == "E09000003"],
            white[white["area_code"] == "E06000023"],
        )
        assert (barnet["state"] == "not_collected").all()
        assert barnet["count"].isna().all()
        assert barnet["note"].str.contains("not recorded").all()
        # Five people may well all be rounded away.
        assert bristol["count"].tolist() == [0]

    def test_totals_agree_with_their_parts_but_for_rounding(self, tmp_path):
        checks = [
            check for reading in read(save(tmp_path, LOCAL)) for check in reading.reconciliations
        ]
        assert all(check.holds for check in checks)
        groups = next(
            c for c in checks if "numbers_in_treatment" in c.what and "by group" in c.what
        )
        assert (groups.printed, groups.summed, groups.tolerance) == (1105, 1110, 12.5)

    def test_one_more_year_and_a_column_nobody_knows_are_read(self, tmp_path):
        lines = LOCAL.splitlines()
        more = [
            lines[0] + ",newthing_seen_newtx",
            *(line + ",5" for line in lines[1:]),
            "2022/23,Barnet,Total,Total,Total,1300,610,720,50,30,180,10",
        ]
        rows = figures(save(tmp_path, "\n".join(more) + "\n"))
        assert (
            one(
                rows,
                indicator="newthing_seen_new_presentations",
                period_start=pd.Timestamp("2022-04-01"),
            )["count"]
            == 10
        )


class TestOtherGenerations:
    def test_england_is_not_rounded_and_its_groups_must_add_up_exactly(self, tmp_path):
        (reading,) = read(save(tmp_path, ENGLAND))
        rows = reading.observations
        assert set(rows["group"]) == {
            "all_adults",
            "opiate",
            "non_opiate_only",
            "alcohol_only",
            "non_opiate_and_alcohol",
        }
        assert (
            one(rows, indicator="ethnicity_white_in_treatment", group="opiate")["count"] == 120000
        )
        assert set(rows["rounding"]) == {0}
        (check,) = reading.reconciliations
        assert (check.printed, check.summed, check.holds) == (289217, 289215, False)

    def test_plain_english_headings_are_the_same_measures(self, tmp_path):
        rows = figures(save(tmp_path, ADULTS))
        assert (
            one(rows, indicator="numbers_in_treatment", period_start=pd.Timestamp("2023-04-01"))[
                "count"
            ]
            == 310863
        )
        housing = rows[rows["indicator"].str.startswith("housing_situation")]
        assert len(housing) == 4
        assert set(housing["state"]) == {"not_collected"}

    def test_a_heading_means_the_same_whichever_generation_wrote_it(self):
        same = [
            ("eth_black_newtx", "Ethnicity - Black/African/Caribbean/Black British - New presentations"),
            ("exits_notknown_allintx", "Treatment exits Not known - All in treatment"),
            ("substanceanycitation_clubdrug_ecstasy_allintx", "Substance use/Club drugs and NPS - Ecstasy- All in treatment"),
            ("alc_units_0_allintx", "Alcohol consumption  - 0 units - All in treatment"),
            ("interventions_pre_total", "Interventions - Pharmacological - Any"),
            ("safeguarding_othercontactlivingwithchildren_newtx",
             "Clients who are parents/carers - Not a parent and living with children - New presentations"),
        ]  # fmt: skip
        for local, plain in same:
            assert name_measure(local) == name_measure(plain)
        waits = {
            name_measure("waitsfirst_3to6weeks_newtx"),
            name_measure("Waiting times - Between 3 and 6 Weeks - All in treatment"),
        }
        assert len(waits) == 2


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("drug_group", "substance", "row 1: expected the column 'drug_group', found 'substance'"),
            ("565,200", "l65,200", "row 3, column intreatment_allintx: expected a number, found 'l65'"),
            ("2021/22,Bristol", "2029/21,Bristol", "row 11, column ReportingPeriod: '2029/21' is not a period"),
            ("Barnet,F,18-29", "Barnet,F,Under 14", "row 10, column age_group: expected an age band of adults"),
            ("Barnet,F,18-29", "Barnet,X,18-29", "row 10, column sex: expected F, M or Total, found 'X'"),
            ("Barnet,M", "Barnet,F", "rows 7, 8: expected one row of female, 18+, all_adults, 2020/21, E09000003"),
            ("Total,Opiate,565", "Total,Opioids,565", "row 3, column drug_group: expected one of the four groups"),
            (",Bristol,", ",Bristle,", "row 11, column Area: no area is called 'Bristle': did you mean Bristol"),
            ("eth_mixed_allintx", "Ethnicity - White - All in treatment", "hold the same measure, ethnicity_white_in_treatment"),
            ("intreatment_allintx", "people_allintx", "expected a column of all in treatment"),
        ],
    )  # fmt: skip
    def test_a_fault_is_refused_and_its_place_named(self, tmp_path, old, new, told):
        assert old in LOCAL
        with pytest.raises(SourceError, match="export") as refused:
            read(save(tmp_path, LOCAL.replace(old, new, 1)))
        assert told in str(refused.value)

    def test_labels_years_names_repeats_and_numbers_are_told_in_one_error(self, tmp_path):
        text = LOCAL.replace("Barnet,F,18-29", "Barnet,X,18-29").replace("565,200", "l65,200")
        text = text.replace("2021/22,Bristol", "2029/21,Bristle").replace("Barnet,M", "Barnet,F")
        with pytest.raises(SourceError) as refused:
            read(save(tmp_path, text))
        assert [problem.split(": ")[0] for problem in refused.value.problems] == [
            "row 10, column sex",
            "row 11, column ReportingPeriod",
            "row 11, column Area",
            "rows 7, 8",
            "row 3, column intreatment_allintx",
        ]

    def test_other_tables_of_treatment_are_not_claimed(self, tmp_path):
        assert not LAYOUT.recognises(
            save(tmp_path, "Area,Sex,Age group,Value\nEngland,Total,Total,5\n")
        )


class TestRealFiles:
    @pytest.fixture
    def export(self):
        def find(name):
            path = DATA / f"ndtms_viewit_export_{name}.csv"
            if not path.exists():
                pytest.skip(f"{path.name} is not at hand")
            return RawFile(path)

        return find

    def test_barnet_has_every_figure_and_its_totals_hold(self, export):
        (reading,) = read(export("LAs_2022format_barnet"))
        rows = reading.observations
        assert len(rows) == 780 * 239
        assert rows["indicator"].nunique() == 239
        assert set(rows["rounding"]) == {5}
        assert len(reading.reconciliations) == 78
        assert all(check.holds for check in reading.reconciliations)
        unplanned = one(
            rows,
            indicator="successful_completion_without_re_presentation",
            period_start=pd.Timestamp("2020-04-01"),
            **TOTAL,
        )
        assert unplanned["count"] == 175

    def test_england_in_2022_has_the_published_totals_and_groups(self, export):
        (reading,) = read(export("england_2022format"))
        rows = reading.observations
        assert len(rows) == 780 * 6
        assert len(reading.reconciliations) == 39
        assert all(check.holds for check in reading.reconciliations)
        groups = rows[(rows["indicator"] == "numbers_in_treatment") & (rows["period_start"] == "2021-04-01")
                      & (rows["sex"] == "persons") & (rows["age"] == "18+")].set_index("group")["count"]  # fmt: skip
        assert groups.to_dict() == {
            "all_adults": 289_215, "opiate": 140_558, "non_opiate_only": 29_582,
            "alcohol_only": 84_697, "non_opiate_and_alcohol": 34_378,
        }  # fmt: skip

    def test_england_in_2024_has_the_published_totals(self, export):
        (reading,) = read(export("adults_england_2024format"))
        rows = reading.observations
        assert len(rows) == 15 * 156
        totals = rows[rows["indicator"] == "numbers_in_treatment"].set_index("period_start")[
            "count"
        ]
        assert {year: totals[f"{year}-04-01"] for year in (2009, 2018, 2021, 2023)} == {
            2009: 311_668, 2018: 268_251, 2021: 289_215, 2023: 310_863,
        }  # fmt: skip
