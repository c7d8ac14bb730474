"""A brief as one HTML page: no script, nothing loaded from elsewhere, readable on paper, on phones and in the dark.

The page is built as a tree, so that whatever a press page says arrives as text and never as markup.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files

from lxml import etree, html
from lxml.html import builder as E

from marsad.brief.language import Language, enclose
from marsad.brief.page.nouns import (
    Block,
    Columns,
    Entry,
    Figure,
    Group,
    Note,
    Page,
    Section,
    Sides,
    Source,
    Table,
    Text,
)
from marsad.brief.render.draw import SCALE, draw, draw_picture
from marsad.brief.render.link import find_link

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_DATE = re.compile(r"(\d{4}-(?:W\d\d|\d\d(?:-\d\d)?(?:T[\d:+.]+)?))")
MILLIMETRES = 0.23  # on paper for a dot of a drawing
_ARABIC = {"lang": "ar", "dir": "rtl"}


def render_html(page: Page, *, paper: bool = False) -> str:
    """Return a brief as HTML; for `paper` tables are unfolded and plots are pictures. Raise MissingError."""
    head = E.HEAD(
        E.META(charset="utf-8"),
        E.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        E.META(name="viewport", content="width=device-width, initial-scale=1"),
        E.META(name="color-scheme", content="light dark"),
        E.TITLE(page.title),
        E.STYLE(files("marsad.brief.render").joinpath("page.css").read_text(encoding="utf-8")),
    )
    contents = E.UL(*(E.LI(E.A(section.heading, href=f"#{section.id}")) for section in page.sections))
    body = E.BODY(
        E.HEADER(E.H1(*_flow(page.title)), E.P(*_flow(page.lead), E.CLASS("lead")), E.NAV(contents)),
        E.MAIN(*(_make_section(page, section, paper) for section in page.sections)),
    )
    root = E.HTML(head, body, lang=page.language.value, dir=page.language.direction)
    return str(html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"


def _make_section(page: Page, section: Section, paper: bool) -> etree._Element:
    parts = [each for block in section.blocks for each in _make_block(page, block, paper)]
    kind = [E.CLASS("bare")] if section.is_bare else []
    made: etree._Element = E.SECTION(E.H2(section.heading), *parts, *kind, id=section.id)
    return made


def _make_block(page: Page, block: Block, paper: bool) -> Iterator[etree._Element]:
    match block:
        case Text():
            yield E.P(*_flow(block.text), *_make_command(block.command), E.CLASS("faint" if block.faint else "text"))
        case Group():
            yield _make_group(block)
        case Columns():
            yield E.DIV(*map(_make_group, block.groups), E.CLASS("columns"))
        case Sides():
            columns = E.DIV(*map(_make_group, block.columns.groups), E.CLASS("columns"))
            yield E.DIV(E.UL(_make_entry(block.entry), E.CLASS("entries")), columns, E.CLASS("sides"))
        case Table():
            yield _make_table(block, page.language)
        case Figure():
            yield _make_figure(page, block, paper)


def _make_group(group: Group) -> etree._Element:
    parts = [E.H3(group.heading)] if group.heading else []
    if group.entries:
        parts.append(E.UL(*map(_make_entry, group.entries), E.CLASS("entries")))
    elif group.empty:
        parts.append(E.P(group.empty, E.CLASS("faint")))
    if group.left_out:
        parts.append(E.P(group.left_out, *_make_command(group.command), E.CLASS("faint")))
    made: etree._Element = E.DIV(*parts, E.CLASS(" ".join(part for part in ("group", group.track or "") if part)))
    return made


def _flow(text: str) -> list[etree._Element | str]:
    """Return text with its dates marked, which are not broken at the end of a line."""
    return [E.TIME(part) if at % 2 else part for at, part in enumerate(_DATE.split(text)) if part]


def _make_command(command: str) -> list[etree._Element | str]:
    """Return a command that breaks between its words only."""
    words = [each for word in command.split() for each in (" ", E.SPAN(word))]
    return [" ", E.CODE(*words[1:], E.CLASS("command"), dir="ltr")] if words else []


def _make_entry(entry: Entry) -> etree._Element:
    parts = []
    if entry.gist:
        level = [E.SPAN(entry.level, E.CLASS("level"), _name(entry.grade))] if entry.level else []
        day = [E.SPAN(*_flow(entry.day), E.CLASS("day"))] if entry.day else []
        parts.append(E.P(*level, E.SPAN(entry.gist, E.CLASS("what")), *day, E.CLASS("gist")))
    if entry.speaker or entry.chips:
        speaker = [E.SPAN(entry.speaker, E.CLASS("speaker"))] if entry.speaker else []
        parts.append(E.P(*speaker, *(E.SPAN(chip, E.CLASS("chip")) for chip in entry.chips), E.CLASS("chips")))
    if entry.quote:
        parts.append(E.BLOCKQUOTE(entry.quote, E.CLASS("exact" if entry.exact else "page"), **_ARABIC))
    if entry.notes:
        parts.append(E.UL(*map(_make_note, entry.notes), E.CLASS("notes")))
    if entry.sources:
        parts.append(E.UL(*(E.LI(*_list_source(source)) for source in entry.sources), E.CLASS("sources")))
    kinds = ("entry", entry.track or "")
    made: etree._Element = E.LI(*parts, E.CLASS(" ".join(kind for kind in kinds if kind)))
    return made


def _make_note(note: Note) -> etree._Element:
    parts = _flow(note.text)
    if note.foreign:
        parts += [" ", E.SPAN(*_flow(note.foreign), lang="en", dir="ltr")]
    if note.quote:
        parts += [" ", E.Q(note.quote, **_ARABIC)]
    if note.source:
        parts.append(E.SPAN(*_list_source(note.source), E.CLASS("source")))
    made: etree._Element = E.LI(*parts)
    return made


def _list_source(source: Source) -> Iterator[etree._Element | str]:
    """Yield outlet, day and record; what is no address of the web is named and never linked."""
    name = E.BDI(source.outlet)
    if link := find_link(source):
        yield E.A(name, href=link, rel="noreferrer noopener", title=source.title)
    else:
        yield E.SPAN(name, title=source.title)
        if source.origin != source.outlet:
            yield E.CODE(source.origin, E.CLASS("path"), dir="ltr")
    if source.upstream:
        yield E.SPAN(source.upstream)
    if source.carried:
        yield E.SPAN(source.carried)
    yield from _flow(source.day)
    yield E.CODE(source.record, dir="ltr")


def _make_table(table: Table, language: Language) -> etree._Element:
    head = E.TR(*(E.TH(name, _align(table, at), scope="col") for at, name in enumerate(table.head)))
    rows = [
        E.TR(
            E.TH(*_flow(enclose(first, language)), _align(table, 0), scope="row"),
            *(E.TD(*_flow(enclose(cell, language)), _align(table, at)) for at, cell in enumerate(rest, 1)),
        )
        for first, *rest in table.rows
    ]
    made: etree._Element = E.DIV(
        E.TABLE(E.CAPTION(table.caption), E.THEAD(head), E.TBODY(*rows)),
        E.CLASS("wide"),
        _label(table.caption),
        tabindex="0",
    )
    return made


def _name(grade: str) -> dict[str, str]:
    """Return what tells a class where a sign stands for it."""
    return {"role": "img", "aria-label": grade, "title": grade}


def _label(name: str) -> dict[str, str]:
    """Return what tells a reader of screens what scrolls here."""
    return {"role": "region", "aria-label": name}


def _align(table: Table, column: int) -> dict[str, str]:
    return {"class": "number"} if column in table.numbers else {}


def _make_figure(page: Page, figure: Figure, paper: bool) -> etree._Element:
    details = E.DETAILS(E.SUMMARY(page.table_label), _make_table(figure.table, page.language))
    if paper:
        details.set("open", "")
    caption = E.FIGCAPTION(E.STRONG(figure.title), E.SPAN(*_flow(figure.text)))
    plot = _make_picture(figure) if paper else draw(figure)
    made: etree._Element = E.FIGURE(
        caption, E.DIV(plot, E.CLASS("wide plot"), _label(figure.title), tabindex="0"), details
    )
    return made


def _make_picture(figure: Figure) -> etree._Element:
    picture = draw_picture(figure)
    width = int.from_bytes(picture[16:20], "big") / SCALE  # as PNG's first chunk tells it
    data = b64encode(picture).decode()
    made: etree._Element = E.IMG(
        src=f"data:image/png;base64,{data}", alt=figure.text, style=f"width:{width * MILLIMETRES:.0f}mm"
    )
    return made
