"""A brief as one HTML page: no script, nothing loaded from elsewhere, readable on paper, on phones and in the dark.

The page is built as a tree, so that whatever a press page says arrives as text and never as markup.
"""

from collections.abc import Iterator
from importlib.resources import files

from lxml import etree, html
from lxml.html import builder as E  # noqa: N812 (its customary name)

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
from marsad.brief.render.draw import draw
from marsad.brief.render.link import find_link

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_ARABIC = {"lang": "ar", "dir": "rtl"}


def render_html(page: Page, *, opened: bool = False) -> str:
    """Return a brief as HTML; `opened` unfolds the tables, as on paper."""
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
        E.HEADER(E.H1(page.title), E.P(page.lead, E.CLASS("lead")), E.NAV(contents)),
        E.MAIN(*(_make_section(page, section, opened) for section in page.sections)),
    )
    root = E.HTML(head, body, lang=page.language.value, dir=page.language.direction)
    return str(html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"


def _make_section(page: Page, section: Section, opened: bool) -> etree._Element:
    parts = [each for block in section.blocks for each in _make_block(page, block, opened)]
    return E.SECTION(E.H2(section.heading), *parts, id=section.id)


def _make_block(page: Page, block: Block, opened: bool) -> Iterator[etree._Element]:
    match block:
        case Text():
            yield E.P(block.text, E.CLASS("faint" if block.faint else "text"))
        case Group():
            yield _make_group(block)
        case Columns():
            yield E.DIV(*map(_make_group, block.groups), E.CLASS("columns"))
        case Sides():
            columns = E.DIV(*map(_make_group, block.columns.groups), E.CLASS("columns"))
            yield E.DIV(E.UL(_make_entry(block.entry), E.CLASS("entries")), columns, E.CLASS("sides"))
        case Table():
            yield _make_table(block)
        case Figure():
            yield _make_figure(page, block, opened)


def _make_group(group: Group) -> etree._Element:
    parts = [E.H3(group.heading)] if group.heading else []
    if group.entries:
        parts.append(E.UL(*map(_make_entry, group.entries), E.CLASS("entries")))
    elif group.empty:
        parts.append(E.P(group.empty, E.CLASS("faint")))
    if group.left_out:
        parts.append(E.P(group.left_out, E.CLASS("faint")))
    return E.DIV(*parts, E.CLASS(" ".join(part for part in ("group", group.track or "") if part)))


def _make_entry(entry: Entry) -> etree._Element:
    parts = []
    if entry.gist:
        level = [E.SPAN(entry.level, E.CLASS("level"))] if entry.level else []
        day = [E.TIME(entry.day, dir="ltr")] if entry.day else []
        parts.append(E.P(*level, E.SPAN(entry.gist, E.CLASS("what")), *day, E.CLASS("gist")))
    if entry.speaker or entry.chips:
        speaker = [E.SPAN(entry.speaker, E.CLASS("speaker"))] if entry.speaker else []
        parts.append(E.P(*speaker, *(E.SPAN(chip, E.CLASS("chip")) for chip in entry.chips), E.CLASS("chips")))
    if entry.quote:
        parts.append(E.BLOCKQUOTE(entry.quote, E.CLASS("exact" if entry.exact else "page"), **_ARABIC))
    if entry.notes:
        parts.append(E.UL(*map(_make_note, entry.notes), E.CLASS("notes")))
    parts.append(E.UL(*(E.LI(*_list_source(source)) for source in entry.sources), E.CLASS("sources")))
    kinds = ("entry", entry.track or "")
    return E.LI(*parts, E.CLASS(" ".join(kind for kind in kinds if kind)))


def _make_note(note: Note) -> etree._Element:
    parts: list[etree._Element | str] = [note.text]
    if note.quote:
        parts += [" ", E.Q(note.quote, **_ARABIC)]
    if note.source:
        parts.append(E.SPAN(*_list_source(note.source), E.CLASS("source")))
    return E.LI(*parts)


def _list_source(source: Source) -> Iterator[etree._Element | str]:
    """Yield outlet, day and record; what is no address of the web is named and never linked."""
    name = E.BDI(source.outlet)
    if link := find_link(source):
        yield E.A(name, href=link, rel="noreferrer noopener", title=source.title)
    else:
        yield E.SPAN(name, title=source.title)
        if source.origin != source.outlet:
            yield E.CODE(source.origin, dir="ltr")
    if source.upstream:
        yield E.SPAN(source.upstream)
    yield E.TIME(source.day)
    yield E.CODE(source.record, dir="ltr")


def _make_table(table: Table) -> etree._Element:
    head = E.TR(*(E.TH(name, _align(table, at), scope="col") for at, name in enumerate(table.head)))
    rows = [
        E.TR(
            E.TH(E.BDI(first), _align(table, 0), scope="row"),
            *(E.TD(E.BDI(cell), _align(table, at)) for at, cell in enumerate(rest, 1)),
        )
        for first, *rest in table.rows
    ]
    return E.DIV(E.TABLE(E.CAPTION(table.caption), E.THEAD(head), E.TBODY(*rows)), E.CLASS("wide"), tabindex="0")


def _align(table: Table, column: int) -> dict[str, str]:
    return {"class": "number"} if column in table.numbers else {}


def _make_figure(page: Page, figure: Figure, opened: bool) -> etree._Element:
    details = E.DETAILS(E.SUMMARY(page.table_label), _make_table(figure.table))
    if opened:
        details.set("open", "")
    caption = E.FIGCAPTION(E.STRONG(figure.title), E.SPAN(figure.text))
    return E.FIGURE(caption, E.DIV(draw(figure), E.CLASS("wide plot"), tabindex="0"), details)
