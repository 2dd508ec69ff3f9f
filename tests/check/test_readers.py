"""Documents of every format are read into the same paragraphs and tables."""

from __future__ import annotations

import docx
import pptx
import pytest
import typst
import xlsxwriter
from pptx.util import Inches

from toolkit.check.checking import check_files
from toolkit.check.readers import read_document
from toolkit.check.word_comments import comment_word
from toolkit.errors import SourceError

SENTENCE = "Numbers in treatment rose from 354 to 381, an increase of 9.6%."
ROWS = (("Group", "2023/24", "2024/25", "% change"), ("Alcohol only", "433", "425", "+1.8%"))


def write_txt(path):
    path.write_text(SENTENCE + "\n\n" + "\n".join("\t".join(r) for r in ROWS), encoding="utf-8")


def write_md(path):
    head, row = ("| " + " | ".join(cells) + " |" for cells in ROWS)
    path.write_text(
        f"# Report\n\n{SENTENCE}\n\n{head}\n|---|---|---|---|\n{row}\n", encoding="utf-8"
    )


def write_html(path):
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in ROWS)
    page = f"<style>p{{margin:12px}}</style><p>{SENTENCE}</p><table>{rows}</table>"
    path.write_text(page, encoding="utf-8")


def write_docx(path):
    made = docx.Document()
    made.add_paragraph(SENTENCE)
    table = made.add_table(rows=2, cols=4)
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell
    made.save(str(path))


def write_pptx(path):
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Report"
    slide.placeholders[1].text = SENTENCE
    shape = slide.shapes.add_table(2, 4, Inches(1), Inches(4), Inches(6), Inches(1))
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            shape.table.cell(at, column).text = cell
    made.save(str(path))


def write_xlsx(path):
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, SENTENCE)
        for at, row in enumerate(ROWS, start=2):
            sheet.write_row(at, 0, row)


def write_pdf(path):
    cells = ", ".join(f"[{cell}]" for row in ROWS for cell in row)
    typst.compile(f"{SENTENCE}\n\n#table(columns: 4, {cells})".encode(), output=str(path))


WRITERS = {
    "txt": write_txt,
    "md": write_md,
    "html": write_html,
    "docx": write_docx,
    "pptx": write_pptx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
}


@pytest.mark.parametrize("ending", WRITERS)
def test_the_faults_of_a_sentence_and_a_table_are_found_in_every_format(tmp_path, ending):
    path = tmp_path / f"report.{ending}"
    WRITERS[ending](path)
    (checked,) = check_files([path])
    wrong = {found.printed for found in checked.findings if found.verdict == "disagrees"}
    assert wrong == {"9.6%", "+1.8%"}
    assert all(found.place.where for found in checked.findings)


def test_a_word_file_gets_comments_at_the_places(tmp_path):
    path = tmp_path / "report.docx"
    write_docx(path)
    made = comment_word(check_files([path])[0], path, tmp_path / "checked.docx")
    texts = [comment.text for comment in docx.Document(str(made)).comments]
    assert len(texts) == 2
    assert any("9.6%" in text and "+7.6%" in text for text in texts)


def test_a_scanned_pdf_is_said_to_be_one(tmp_path):
    path = tmp_path / "scan.pdf"
    typst.compile(b"#rect(width: 5cm, height: 5cm)", output=str(path))
    with pytest.raises(SourceError, match="it is a scan"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.docx", b"\xd0\xcf\x11\xe0 locked", "locked by a password"),
        ("plan.pdf", b"%PDF-1.7 broken", "no whole PDF"),
        ("plan.odt", b"text", "not a format of the check"),
        ("plan.txt", b"", "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError, match=said) as refused:
        read_document(path)
    assert name in str(refused.value)


def test_a_pdf_table_that_is_ruled_across_only_and_runs_over_pages_is_one_table(tmp_path):
    rows = [(f"Ward {at}", "1,200", "40", "12,000") for at in range(1, 120)] + [
        ("Total", "1", "2", "3")
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = (
        '#set page(header: [Report of the partnership], footer: context counter(page).display("1"))\n'
        "#table(columns: (2fr, 1fr, 1fr, 1fr), stroke: (x, y) => (bottom: 0.5pt),"
        f" table.header([Ward], [Adults], [Deaths], [People]), {cells})"
    )
    path = tmp_path / "report.pdf"
    typst.compile(source.encode(), output=str(path))
    document = read_document(path)
    (table,) = document.tables()
    assert set(rows) <= set(table.rows)
    assert not [one.text for one in document.paragraphs() if "partnership" in one.text]


def test_the_contents_of_a_pdf_are_no_sentences(tmp_path):
    path = tmp_path / "report.pdf"
    source = "#outline()\n= Deaths\nThere were 40 deaths.\n#pagebreak()\n= Kits\nText."
    typst.compile(source.encode(), output=str(path))
    assert not [one.text for one in read_document(path).paragraphs() if "....." in one.text]
