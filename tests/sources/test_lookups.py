"""Files without figures: known by content, and refused with a reason."""

from collections import Counter

import pytest

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.importing import recognise
from toolkit.sources.lookups import find_lookup

# fmt: off
WITHOUT_FIGURES = [
    ("a lookup of areas", "LADCD,LADNM,LADCD_ACTIVE,LADNM_ACTIVE,UTLACD,UTLANM,Current\n"),
    ("a lookup of areas", "\ufeffLAD25CD,LAD25NM,LAD25NMW,RGN25CD,RGN25NM,ObjectId\n"),
    ("a lookup of areas", "ltla22_code,ltla22_name,icb22_code,icb22_code_h,icb22_name,n_lsoa11\n"),
    ("a lookup of areas", "Children,AreaCode,AreaName,Level,HierarchyType,AreaType,AreaTypeCode\n"),
    ("a lookup of areas", "code,areaname,areatype,parent_area,areaname_full\n"),
    ("mySociety's list of local authorities",
     "local-authority-code,gss-code,replaced-by,local-authority-type,pop-2020\n"),
    ("names of categories", "CategoryName,CategoryTypeName,Sequence\n"),
    ("descriptions of indicators", "Indicator ID,Indicator,Definition,Rationale\n"),
    ("descriptions of indicators", "indicator_name,indicator_number,indicator_definition,data_source\n"),
    ("descriptions of indicators", '[{"denominatorType":"People","indicatorDefinition":"..."}]'),
    ("boundaries of areas for maps", '{\n  "type": "FeatureCollection",\n  "features": []}'),
    ("the description of a Sustainable Development Goal indicator",
     "indicator_name: global_indicators.3-5-1-title\ncomputation_units: Number, Percentage (%)\n"),
]
WITH_FIGURES = [
    "Local_Authority,Area_Code_GSS,Alcohol_dependent,Year\n",
    "utla20_code,utla20_name,total_population,0,1\n",
    "ltla24_code,ltla24_name,imd_average_score\n",
    "area_code,area_type,area_name,year,measure\n",
    '{"obs": [{"geography": {"geogcode": "E06000026"}}]}',
]
# fmt: on


@pytest.fixture
def written(tmp_path):
    def write(text):
        (tmp_path / "dropped in").write_text(text, encoding="utf-8")
        return RawFile(tmp_path / "dropped in")

    return write


@pytest.mark.parametrize(("description", "text"), WITHOUT_FIGURES)
def test_a_file_without_figures_is_refused_for_what_it_is(written, description, text):
    file = written(text)
    with pytest.raises(SourceError, match=f"holds no figures, but {description}"):
        recognise(file)


def test_the_refusal_says_what_to_do(written):
    with pytest.raises(SourceError, match=r"nothing need be imported: .* in areas\.csv"):
        recognise(written("LAD22CD,LAD22NM,RGN22CD,RGN22NM,ObjectId\n"))


@pytest.mark.parametrize("text", WITH_FIGURES)
def test_a_table_of_figures_is_never_taken_for_one_without(written, text):
    assert find_lookup(written(text)) is None


def test_every_published_file_without_figures_is_known(shared_data):
    files = [path for path in sorted(shared_data.rglob("*.*")) if path.name != "SOURCES.md"]
    known = Counter(lookup.description for path in files if (lookup := find_lookup(RawFile(path))))
    assert known == {
        "a lookup of areas": 10,
        "boundaries of areas for maps": 2,
        "descriptions of indicators": 2,
        "mySociety's list of local authorities": 1,
        "names of categories": 1,
        "the description of a Sustainable Development Goal indicator": 1,
    }
