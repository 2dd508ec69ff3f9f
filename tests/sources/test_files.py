import zipfile

import openpyxl
import pytest

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile


def written(tmp_path, name, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    return RawFile(path)


def workbook(tmp_path, name="book.xlsx"):
    book = openpyxl.Workbook()
    book.active.append(["Area", 3])
    book.save(tmp_path / name)
    return tmp_path / name


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("blank.csv", b" \r\n ", "the file is empty"),
        ("error.csv", b"<!DOCTYPE html><html><body>503</body></html>", "an HTML page"),
        (
            "error.xls",
            b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table></html>",
            "an HTML page",
        ),
        ("report.xlsx", b"%PDF-1.7", "the file is a PDF"),
        ("cut.xlsx", b"PK\x03\x04 and no more", "cut short or damaged"),
        ("binary.csv", b"a,b\n\x00\x01\x02", "binary data"),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\x00o\x00r\x00d\x00",
            "not a workbook",
        ),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked by a password",
        ),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_refused_with_the_reason(
    tmp_path, name, content, reason
):
    file = written(tmp_path, name, content)
    with pytest.raises(SourceError, match=reason) as refusal:
        _ = file.kind
    assert name in str(refusal.value)
    assert "What to do:" in str(refusal.value)


def test_a_truncated_workbook_is_refused(tmp_path):
    whole = workbook(tmp_path).read_bytes()
    file = written(tmp_path, "half.xlsx", whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="cut short or damaged"):
        _ = file.kind


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\x00" * 30_000_000)
    with pytest.raises(SourceError, match="would unpack to"):
        _ = RawFile(path).kind


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("table.csv", "a,b\n1,2\n")
    with pytest.raises(SourceError, match="not a workbook"):
        _ = RawFile(path).kind


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path):
    file = RawFile(workbook(tmp_path).rename(tmp_path / "data.csv"))
    assert file.kind == "workbook"
    assert file.sheets["Sheet"].rows == [["Area", 3.0]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_publishers_use(tmp_path, encoding):
    file = written(tmp_path, "names.csv", "Area,Deaths\nYnys Môn,3\n".encode(encoding))
    assert file.kind == "csv"
    assert file.header == ["Area", "Deaths"]
    assert file.table["Area"].tolist() == ["Ynys Môn"]


def test_cells_of_a_csv_stay_as_they_are_written(tmp_path):
    file = written(tmp_path, "marks.csv", b'Area,Rate\r\nYork,NA\r\n"Bristol,\nCity of",n/a\r\n')
    assert file.table.to_numpy().tolist() == [["York", "NA"], ["Bristol,\nCity of", "n/a"]]


def test_a_row_with_too_many_cells_is_refused_with_its_line(tmp_path):
    file = written(tmp_path, "ragged.csv", b"a,b\n1,2\n1,2,3,4\n")
    with pytest.raises(SourceError, match="line 3"):
        _ = file.table


def test_a_first_row_with_too_many_cells_does_not_shift_the_columns(tmp_path):
    with pytest.raises(SourceError, match="row 2 has more cells than there are headings"):
        _ = written(tmp_path, "shifted.csv", b"a,b\n1,2,3\n4,5,6\n").table
