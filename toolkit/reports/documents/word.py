"""Word: real headings, captions, table heads that repeat, a contents field, words for every figure."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

from toolkit.presentation.blocks import Cover, Figure, Section
from toolkit.presentation.comments import Comment
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, INK
from toolkit.reports.documents.content import Document, as_section
from toolkit.reports.documents.council_templates import open_template
from toolkit.reports.documents.word_tables import add_table

__all__ = ["render_word"]

_HEADINGS = ("Heading 1", "Heading 2", "Heading 3")


def render_word(document: Document, template: Path | None = None) -> bytes:
    """Return a report as a Word document.

    Parameters
    ----------
    document : Document
        Signed.
    template : Path, optional
        A council's own document, whose styles, headers and footers are taken
        and whose text is not.

    Returns
    -------
    bytes
        Word fills in its contents list when the document is opened.

    Raises
    ------
    ParameterError
        Where the template is none.
    """
    paper = _open(template)
    _describe(paper, document.cover)
    for page in paper.sections if document.cover.mark else ():
        page.header.add_paragraph().add_run(document.cover.mark).bold = True
    _add_cover(paper, document.cover)
    _add_contents(paper, document)
    for chapter in document.chapters:
        if chapter.heading:
            paper.add_heading(chapter.heading, 1)
        for piece in chapter.pieces:
            _add_section(paper, as_section(piece))
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _open(template: Path | None) -> Any:
    if template is not None:
        paper = open_template(template, ".docx", docx.Document)
        for element in list(paper.element.body)[:-1]:
            paper.element.body.remove(element)
        _add_styles(paper)
        return paper
    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.2)
    paper.styles["Normal"].font.name = "Arial"
    paper.styles["Normal"].font.size = Pt(11)
    for name in (*_HEADINGS, "Title"):
        style = paper.styles[name]
        style.font.name, style.font.color.rgb = "Arial", _colour(AREA)
        # The theme's font goes before the style's own.
        style.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"), None)
        style.element.rPr.rFonts.attrib.pop(qn("w:hAnsiTheme"), None)
    paper.styles["Caption"].font.color.rgb = _colour(INK)
    paper.styles["Caption"].font.size = Pt(10)
    _add_page_numbers(page.footer.paragraphs[0])
    return paper


def _add_styles(paper: Any) -> None:
    """Add the styles that a council's document lacks, so that headings are headings there too."""
    for name in (*_HEADINGS, "Title", "Caption", "List Bullet"):
        if name not in [style.name for style in paper.styles]:
            style = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = paper.styles["Normal"]
            style.font.bold = name != "List Bullet"
            if name in _HEADINGS:
                level = OxmlElement("w:outlineLvl")
                level.set(qn("w:val"), str(_HEADINGS.index(name)))
                style.element.get_or_add_pPr().append(level)


def _describe(paper: Any, cover: Cover) -> None:
    paper.core_properties.title = cover.title
    paper.core_properties.subject = f"{cover.area} {cover.area_code}".strip()
    paper.core_properties.language = "en-GB"
    paper.core_properties.author = ""
    marks = paper.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    marks.append(language)


def _add_cover(paper: Any, cover: Cover) -> None:
    area = " / ".join(filter(None, (cover.area, cover.welsh_name)))
    paper.add_paragraph(cover.title, style="Title")
    paper.add_paragraph(f"{area} {cover.area_code}".strip())
    for warning in cover.warnings:
        paper.add_paragraph().add_run(warning).bold = True
    for fact in cover.facts:
        paper.add_paragraph(fact)


def _add_contents(paper: Any, document: Document) -> None:
    """Put in the field from which Word makes the contents list, and ask it to.

    Until it has, and in programs that never do, the headings stand there without pages.
    """
    paper.add_paragraph("Contents").runs[0].bold = True
    place = paper.add_paragraph()
    headings = [
        line
        for chapter in document.chapters
        for line in (chapter.heading, *(f"\t{one.heading}" for one in chapter.sections))
        if line.strip()
    ]
    _add_field(place, r'TOC \o "1-2" \h \z \u', "\n".join(headings))
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    paper.settings.element.append(update)
    place.add_run().add_break(WD_BREAK.PAGE)


def _add_page_numbers(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("Page ")
    _add_field(paragraph, "PAGE", "1")


def _add_field(paragraph: Any, instruction: str, shown: str) -> None:
    for kind, text in (
        ("begin", ""),
        ("", instruction),
        ("separate", ""),
        ("shown", shown),
        ("end", ""),
    ):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        elif not kind:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
            run._element.append(mark)


def _add_section(paper: Any, section: Section) -> None:
    if section.heading:
        paper.add_heading(section.heading, 2)
    for text in (*([section.missing] if section.missing else []), *section.sentences):
        paper.add_paragraph(text)
    tables = list(section.tables)
    if section.figure is not None:
        _add_figure(paper, section.figure)
        tables = tables or ([section.figure.table] if section.figure.table else [])
    for table in tables:
        _add_table(paper, table)
    for comment in section.commentary:
        _add_comment(paper, comment)
    for head, texts in (("What to bear in mind", section.caveats), ("Sources", section.sources)):
        _add_list(paper, head, texts)


def _add_comment(paper: Any, comment: Comment) -> None:
    paper.add_heading(comment.byline, 3)
    for text in comment.texts[1:]:
        paper.add_paragraph(text)


def _add_list(paper: Any, head: str, texts: Sequence[str]) -> None:
    if texts:
        paper.add_heading(head, 3)
    for text in texts:
        paper.add_paragraph(text, style="List Bullet")


def _add_figure(paper: Any, figure: Figure) -> None:
    head = paper.add_paragraph(style="Caption")
    head.add_run(figure.title).bold = True
    if figure.subtitle:
        head.add_run().add_break()
        head.add_run(figure.subtitle)
    head.paragraph_format.keep_with_next = True
    picture = paper.add_picture(io.BytesIO(base64.b64decode(figure.png)), width=_room(paper))
    picture._inline.docPr.set("descr", figure.alt)


def _add_table(paper: Any, table: Table) -> None:
    caption = paper.add_paragraph(table.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    add_table(paper, table, int(_room(paper).twips))
    after = [paper.add_paragraph(note) for note in table.notes] or [paper.add_paragraph()]
    after[0].paragraph_format.space_before = Pt(4)


def _room(paper: Any) -> Length:
    """Return the width between the margins."""
    page = paper.sections[-1]
    return Length(page.page_width - page.left_margin - page.right_margin)


def _colour(text: str) -> Any:
    return RGBColor.from_string(text[1:].upper())
