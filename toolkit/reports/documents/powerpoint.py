"""PowerPoint: a slide a section, the finding as its title, its chart editable, caveats in the notes."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pptx
from PIL import Image
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR, PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from toolkit.errors import ParameterError
from toolkit.presentation.blocks import Figure, Section
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA
from toolkit.reports.documents.content import Document, Prose, as_section
from toolkit.reports.documents.council_templates import open_template
from toolkit.reports.documents.points import points_of
from toolkit.reports.documents.slide_charts import add_chart
from toolkit.reports.documents.slide_tables import add_table

__all__ = ["render_powerpoint"]

_ACCENT = RGBColor.from_string(AREA[1:].upper())
_ABSENT = 7  # sections that one slide names
_SENTENCES = 3
_LETTERS = 560  # of sentences that fit beside a chart
_ALONE = 1100  # of sentences that fit where nothing stands beside them
_MORE = "The notes say more."
_EDGE = 0.04  # of the slide's width
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)


@dataclass(frozen=True)
class Page:
    """What goes on one slide."""

    title: str
    sentences: Sequence[str]
    source: str
    notes: Sequence[str]
    figure: Figure | None = None
    table: Table | None = None


def render_powerpoint(document: Document, template: Path | None = None) -> bytes:
    """Return a report as a presentation.

    Parameters
    ----------
    document : Document
        Signed.
    template : Path, optional
        A council's own presentation, whose master and layouts are taken and
        whose slides are not.

    Returns
    -------
    bytes
        Figures carry their words; what a slide has no room for is in its notes.

    Raises
    ------
    ParameterError
        Where the template is none.
    """
    deck = _open(template)
    deck.core_properties.title = document.cover.title
    deck.core_properties.language = "en-GB"
    _add_cover(deck, document, own=template is None)
    for page in _pages(document):
        _add_page(deck, page, own=template is None)
    for slide in deck.slides if document.cover.mark else ():
        _add_mark(slide, document.cover.mark, deck.slide_width)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _open(template: Path | None) -> Any:
    if template is None:
        deck = pptx.Presentation()
        deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
        return deck
    deck = open_template(template, ".pptx", pptx.Presentation)
    for reference in list(deck.slides._sldIdLst):
        deck.part.drop_rel(reference.rId)
        deck.slides._sldIdLst.remove(reference)
    if not any(_places(layout, _TITLES) for layout in deck.slide_layouts):
        raise ParameterError(
            f"{template.name} has no layout with a title",
            hint="add a layout such as Title and Content",
        )
    return deck


def _pages(document: Document) -> Iterator[Page]:
    """Yield the slides of each chapter; its sections without figures share theirs, where they are many."""
    for chapter in document.chapters:
        sections = [as_section(one) for one in chapter.pieces if one not in _opening(document)]
        absent = [one for one in sections if one.missing and not one.figure and not one.tables]
        together = absent if len(absent) > 1 else []
        heading = chapter.heading or document.cover.title
        for section in sections:
            if section not in together:
                yield from _pages_of(section, heading)
        for first in range(0, len(together), _ABSENT):
            said = [f"{one.heading}: {one.missing}" for one in together[first : first + _ABSENT]]
            yield Page(f"{heading}: without figures", said, "", [heading, *said])


def _pages_of(section: Section, chapter: str) -> Iterator[Page]:
    """Yield a section's figure, and each of its tables that does not stand for it."""
    said = [*([section.missing] if section.missing else []), *section.sentences]
    figure, tables = section.figure, list(section.tables)
    shown: list[Figure | Table] = [figure, *tables[:-1]] if figure else [*tables]
    heading = section.heading or chapter
    for place, one in enumerate(shown):
        yield _page(section, heading, said if place == 0 else [], one)
    if not shown:
        for place, text in enumerate(_by_slide(said)):
            page = _page(section, f"{heading}, continued" if place else heading, text, None)
            yield replace(page, sentences=text)


def _by_slide(sentences: Sequence[str]) -> list[list[str]]:
    """Share sentences out over slides that hold nothing else; there is one at least."""
    slides: list[list[str]] = [[]]
    for sentence in sentences:
        if slides[-1] and sum(map(len, slides[-1])) + len(sentence) > _ALONE:
            slides.append([])
        slides[-1].append(sentence)
    return slides


def _page(
    section: Section, heading: str, said: Sequence[str], shown: Figure | Table | None
) -> Page:
    figure = shown if isinstance(shown, Figure) else None
    table = shown if isinstance(shown, Table) else None
    local = [text for comment in section.commentary for text in comment.texts]
    notes = [heading, *said, *([figure.subtitle, figure.alt] if figure else []),
             *(table.notes if table else []), *local, *section.caveats, *section.sources]  # fmt: skip
    title = figure.title if figure else table.caption if table and not said else heading
    subtitle = [figure.subtitle] if figure and figure.subtitle else []
    titles = [re.split(r"\. (?:File )?", source)[0] for source in section.sources]
    source = f"Source: {'; '.join(dict.fromkeys(titles))}" if titles else ""
    return Page(title, [*_fitting(said), *subtitle], source, notes, figure, table)


def _opening(document: Document) -> list[Prose]:
    """Return what the notebook says before its first heading: it goes on the first slide."""
    first = [chapter for chapter in document.chapters[:1] if not chapter.heading]
    return [piece for chapter in first for piece in chapter.pieces if isinstance(piece, Prose)]


def _fitting(sentences: Sequence[str]) -> list[str]:
    """Return the first sentences that a slide has room for, whole ones only; at least one.

    Where some are left for the notes the slide says so.
    """
    kept: list[str] = []
    for sentence in sentences[:_SENTENCES]:
        if kept and sum(map(len, kept)) + len(sentence) > _LETTERS:
            break
        kept.append(sentence)
    return kept if len(kept) == len(sentences) else [*kept, _MORE]


def _add_cover(deck: Any, document: Document, *, own: bool) -> None:
    cover = document.cover
    opening = [text for piece in _opening(document) for text in piece.paragraphs]
    slide = deck.slides.add_slide(_layout(deck, PP_PLACEHOLDER.CENTER_TITLE))
    area = " / ".join(filter(None, (cover.area, cover.welsh_name)))
    lines = [f"{area} {cover.area_code}".strip(), *cover.warnings, *opening, *cover.facts]
    across, down = deck.slide_width, deck.slide_height
    title, body = _title_and_body(slide)
    if own:
        _dress(slide, across, down)
        _put(title, (_EDGE * across, 0.28 * down, (1 - 2 * _EDGE) * across, 0.2 * down))
    _put(body, (_EDGE * across, 0.52 * down, (1 - 2 * _EDGE) * across, 0.4 * down))
    _write(title, [cover.title], 36, own=own)
    _write(body, lines, 18 if sum(map(len, lines)) < 500 else 14, own=own)
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def _add_mark(slide: Any, words: str, across: int) -> None:
    """Put a mark along the upper edge of a slide."""
    box = slide.shapes.add_textbox(0, 0, across, Inches(0.3))
    box.name = "Mark"
    box.text_frame.text = words
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
    box.text_frame.paragraphs[0].runs[0].font.bold = True


def _add_page(deck: Any, page: Page, *, own: bool) -> None:
    slide = deck.slides.add_slide(_layout(deck, PP_PLACEHOLDER.OBJECT))
    across, down = deck.slide_width, deck.slide_height
    title, body = _title_and_body(slide)
    if own:
        _dress(slide, across, down)
        _put(title, (_EDGE * across, 0.03 * down, (1 - 2 * _EDGE) * across, 0.15 * down))
    _write(title, [page.title], 28 if len(page.title) < 90 else 22, own=own)
    top = title.top + title.height + 0.01 * down
    room = 0.93 * down - top
    left, width = _EDGE * across, (1 - 2 * _EDGE) * across
    text, rest = _boxes(page, left, top, width, room)
    _put(body, text)
    letters = sum(map(len, page.sentences))
    big, small = (
        (400, 600) if page.figure is not None else (200, 400) if page.table else (1200, 1600)
    )
    _write(body, page.sentences, 16 if letters < big else 14 if letters < small else 12)
    if not page.sentences:
        body._element.getparent().remove(body._element)
    if page.figure is not None:
        _add_figure(slide, page.figure, rest)
    elif page.table is not None:
        add_table(slide, page.table, rest, own=own)
    if page.source:
        box = slide.shapes.add_textbox(*map(Emu, map(int, (left, 0.94 * down, width, 0.05 * down))))
        box.text_frame.word_wrap = True
        _write(box, [page.source if len(page.source) < 260 else page.source[:257] + "…"], 10)
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, page.notes))


def _boxes(page: Page, left: float, top: float, width: float, room: float) -> tuple[Any, Any]:
    """Return where the text goes and where the figure or table goes."""
    if page.figure is not None:
        drawn = 0.64 * width
        gap = 0.02 * width
        return (left + drawn + gap, top, width - drawn - gap, room), (left, top, drawn, room)
    if page.table is None:
        return (left, top, width, room), None
    said = 0.28 * room if page.sentences else 0.0
    return (left, top, width, said), (left, top + said, width, room - said)


def _add_figure(slide: Any, figure: Figure, box: tuple[float, ...]) -> None:
    points = points_of(figure)
    left, top, width, height = (Emu(int(one)) for one in box)
    if points is not None and figure.plot is not None:
        shape = add_chart(slide, figure.plot, points, (left, top, width, height))
        properties = shape._element.nvGraphicFramePr.cNvPr
    else:
        picture = base64.b64decode(figure.png)
        wide, high = Image.open(io.BytesIO(picture)).size
        scale = min(width / wide, height / high)
        size = (Emu(int(wide * scale)), Emu(int(high * scale)))
        shape = slide.shapes.add_picture(io.BytesIO(picture), left, top, *size)
        properties = shape._element.nvPicPr.cNvPr
    properties.set("descr", figure.alt)


def _layout(deck: Any, kind: Any) -> Any:
    """Return the layout with a title and a place for text that is nearest to what is wanted."""

    def rank(layout: Any) -> tuple[bool, bool, int]:
        kinds = [one.placeholder_format.type for one in layout.placeholders]
        bodies = sum(one in _BODIES for one in kinds)
        titled = any(one in _TITLES for one in kinds)
        return (not (titled and bodies), kind not in kinds, bodies)

    return min(deck.slide_layouts, key=rank)


def _places(layout: Any, kinds: Sequence[Any]) -> list[Any]:
    return [one for one in layout.placeholders if one.placeholder_format.type in kinds]


def _title_and_body(slide: Any) -> tuple[Any, Any]:
    """Return the title and one place for text; what else the layout has is taken off."""
    title = slide.shapes.title
    body, *others = [one for one in slide.placeholders if one._element is not title._element] or [
        slide.shapes.add_textbox(0, 0, 0, 0)
    ]
    for other in others:
        other._element.getparent().remove(other._element)
    return title, body


def _put(shape: Any, box: Sequence[float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(int(one)) for one in box)


def _dress(slide: Any, across: int, down: int) -> None:
    """Put a line below, so that a slide without a council's template has an edge."""
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, down, across, down)
    line.line.color.rgb, line.line.width = _ACCENT, Pt(12)
    # Nothing is lost on those who do not see it.
    line._element.nvCxnSpPr.cNvPr.set("descr", "")


def _write(shape: Any, texts: Sequence[str], size: int, *, own: bool = False) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    frame.text = "\n".join(" ".join(text.split()) for text in texts)
    for paragraph in frame.paragraphs:
        if own:
            paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size = Pt(size)
            if own:
                run.font.color.rgb = _ACCENT
            run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
