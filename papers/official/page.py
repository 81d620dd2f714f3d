"""An empty page of an official paper in Word: margins, the grid of 22 lines of 28 characters, styles, page numbers."""

from __future__ import annotations

from enum import StrEnum

from docx import Document
from docx.document import Document as Page
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from papers.official import faces
from papers.official.faces import FONTS, Face

LINE = round(faces.HIGH_MM / faces.LINES / 25.4 * 72 * 20) / 20
"""Of the grid, in points: a whole number of twentieths."""
_CLOSER = round((faces.WIDE_MM / faces.CHARACTERS / 25.4 * 72 - faces.SAN) * 20)
"""What is taken from the space of a 三号, in twentieths of a point, so that 28 of them fill a line."""


class Style(StrEnum):
    """Styles, by their names in the document."""

    ORGAN = "Official organ"
    REFERENCE = "Official reference"
    TITLE = "Official title"
    BODY = "Official body"
    FLUSH = "Official flush"
    HEADING = "Official heading"
    SUBHEADING = "Official subheading"
    LABEL = "Official annex"
    SIGNATURE = "Official signature"
    NOTE = "Official note"
    CELL = "Official cell"
    WORDS = "Official words"
    COLOPHON = "Official colophon"
    MARK = "Official mark"
    FOOT = "Official foot"


def blank_page(mark: str, foot: str) -> Page:
    """A document without text; ``mark`` stands at the head of each page, ``foot`` under its number."""
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section, across=False)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(LINE * 20)))
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001  # the library has no name for it
        section._sectPr.remove(old)  # noqa: SLF001
    section._sectPr.append(grid)  # noqa: SLF001
    _styles(page)
    page.settings.odd_and_even_pages_header_footer = True
    for head, below, side in (
        (section.header, section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_header, section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        head.paragraphs[0].text, head.paragraphs[0].style = mark, page.styles[Style.MARK]
        number = below.paragraphs[0]
        number.style, number.alignment = page.styles[Style.FOOT], side
        _numbered(number)
        if foot:
            below.add_paragraph(foot, page.styles[Style.MARK]).runs[0].font.color.rgb = RGBColor(0, 0, 0)
    return page


def turn(page: Page) -> None:
    """What follows begins on a page that is turned, or stands upright again."""
    section = page.add_section()
    section.page_width, section.page_height = section.page_height, section.page_width
    across = section.page_width > section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    _margins(section, across=across)


def _margins(section: Section, *, across: bool) -> None:
    """Those of the standing leaf, whose left side is a turned page's top."""
    upright = (faces.TOP_MM, 210 - faces.LEFT_MM - faces.WIDE_MM, 297 - faces.TOP_MM - faces.HIGH_MM, faces.LEFT_MM)
    top, right, bottom, left = (Mm(millimetres) for millimetres in (upright[3:] + upright[:3] if across else upright))
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = top, right, bottom, left
    section.header_distance, section.footer_distance = (Mm(12), Mm(12)) if across else (Mm(20), Mm(25))


def at_the_foot(paragraph: Paragraph) -> None:
    """The paragraph stands at the lower edge of the text of its page, however little is above it."""
    frame = OxmlElement("w:framePr")
    wide = round(faces.WIDE_MM / 25.4 * 1440)
    for name, value in (("w", wide), ("wrap", "notBeside"), ("vAnchor", "margin"), ("hAnchor", "margin")):
        frame.set(qn(f"w:{name}"), str(value))
    frame.set(qn("w:xAlign"), "left")
    frame.set(qn("w:yAlign"), "bottom")
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # the library has no name for it
    properties.insert_element_before(
        frame, "w:widowControl", "w:numPr", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def ruled(paragraph: Paragraph, *sides: str, color: str = "000000") -> None:
    """Lines above or below a paragraph, as wide as the text."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", color)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # the library has no name for it
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _numbered(paragraph: Paragraph) -> None:
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001  # the library has no name for it
    paragraph.add_run(" —")


def _styles(page: Page) -> None:
    centre, left, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
    justified = WD_ALIGN_PARAGRAPH.JUSTIFY
    red = RGBColor.from_string(faces.RED)
    organ = _style(page, Style.ORGAN, Face.TITLE, faces.ER, centre, line=0)
    organ.font.color.rgb, organ.paragraph_format.space_before = red, Mm(35)
    organ.paragraph_format.space_after = Pt(2 * LINE)
    _style(page, Style.REFERENCE, Face.BODY, faces.SAN, centre)
    title = _style(page, Style.TITLE, Face.TITLE, faces.ER, centre, line=36).paragraph_format
    title.space_before, title.space_after, title.keep_with_next = Pt(2 * LINE), Pt(LINE), True
    _style(page, Style.BODY, Face.BODY, faces.SAN, justified).paragraph_format.first_line_indent = Pt(2 * faces.SAN)
    _style(page, Style.FLUSH, Face.BODY, faces.SAN, left)
    for name, face in ((Style.HEADING, Face.HEADING), (Style.SUBHEADING, Face.SUBHEADING)):
        heading = _style(page, name, face, faces.SAN, left).paragraph_format
        heading.first_line_indent, heading.keep_with_next = Pt(2 * faces.SAN), True
    _style(page, Style.LABEL, Face.HEADING, faces.SAN, left)
    _style(page, Style.SIGNATURE, Face.BODY, faces.SAN, right)
    _style(page, Style.NOTE, Face.CELL, faces.WU, left, line=18)
    _style(page, Style.CELL, Face.CELL, faces.WU, centre, line=0)
    _style(page, Style.WORDS, Face.CELL, faces.WU, left, line=0)
    colophon = _style(page, Style.COLOPHON, Face.BODY, faces.SI, left, line=24).paragraph_format
    colophon.tab_stops.add_tab_stop(Mm(faces.WIDE_MM), WD_TAB_ALIGNMENT.RIGHT)
    _style(page, Style.MARK, Face.HEADING, faces.WU, centre, line=14).font.color.rgb = red
    foot = _style(page, Style.FOOT, Face.CELL, faces.SI, right, line=18).paragraph_format
    foot.left_indent = foot.right_indent = Pt(faces.SI)


def _style(
    page: Page, name: str, face: Face, size: float, align: WD_ALIGN_PARAGRAPH, line: float = LINE
) -> ParagraphStyle:
    style = page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = faces.LATIN.word, Pt(size)
    looks: BaseOxmlElement = style.element.get_or_add_rPr()
    looks.get_or_add_rFonts().set(qn("w:eastAsia"), FONTS[face].word)
    if size == faces.SAN:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), str(_CLOSER))
        looks.insert_element_before(closer, "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(0), Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if line else WD_LINE_SPACING.SINGLE
    if line:
        form.line_spacing = Pt(line)
    properties: BaseOxmlElement = style.element.get_or_add_pPr()
    # Off the grid where lines are of another height; figures stand as close to the word before as to that after.
    for switch in (*(("w:snapToGrid",) if line != LINE else ()), "w:autoSpaceDE", "w:autoSpaceDN"):
        off = OxmlElement(switch)
        off.set(qn("w:val"), "0")
        properties.insert_element_before(off, *_AFTER[switch])
    return style


_LAST = ("w:spacing", "w:ind", "w:jc")
_AFTER = {
    "w:autoSpaceDE": ("w:autoSpaceDN", "w:snapToGrid", *_LAST),
    "w:autoSpaceDN": ("w:snapToGrid", *_LAST),
    "w:snapToGrid": _LAST,
}
"""Which properties a paragraph's have to stand before, as the schema orders them."""
