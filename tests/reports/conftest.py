"""What the tests of reports share."""

from __future__ import annotations

import io

import docx
import openpyxl
import pdfplumber
import pptx


def assert_every_page_bears(words, made):
    """Hold every page, slide and sheet of a report's documents to a mark."""
    assert f">{words}</aside>" in made["html"].decode()
    with pdfplumber.open(io.BytesIO(made["pdf"])) as pages:
        assert all(words in page.extract_text() for page in pages.pages)
    paper = docx.Document(io.BytesIO(made["docx"]))
    assert all(words in [p.text for p in part.header.paragraphs] for part in paper.sections)
    for slide in pptx.Presentation(io.BytesIO(made["pptx"])).slides:
        assert words in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for sheet in openpyxl.load_workbook(io.BytesIO(made["xlsx"])):
        assert words in sheet.oddHeader.center.text
