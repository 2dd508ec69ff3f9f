from toolkit.bench.loading import write_fingertips
from toolkit.sources.files import RawFile
from toolkit.sources.importing import recognise
from toolkit.sources.readers import load_layouts


def test_the_made_up_file_is_read_as_fingertips_reads(tmp_path):
    file = RawFile(write_fingertips(tmp_path / "rows.csv", 2_000))
    layout = load_layouts()[recognise(file)]
    rows = [len(reading.observations) for reading in layout.readings(file)]
    assert layout.source == "fingertips"
    assert sum(rows) == 2_000


def test_the_same_seed_makes_the_same_file(tmp_path):
    one, other = (write_fingertips(tmp_path / name, 300) for name in ("a.csv", "b.csv"))
    assert one.read_bytes() == other.read_bytes()
