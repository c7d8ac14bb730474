"""A brief as Markdown: plots as their tables, whatever a press page says escaped."""

import re
from collections.abc import Iterator

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
from marsad.brief.render.link import find_link

_MARKS = re.compile(r"([\\`*_\[\]|#~])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")


def render_markdown(page: Page) -> str:
    """Return a brief as Markdown, in a block that runs right to left in Arabic."""
    lines = [f"# {escape(page.title)}", "", escape(page.lead), ""]
    for section in page.sections:
        lines += _render_section(page, section)
    text = "\n".join(lines).rstrip() + "\n"
    if page.language is Language.ENGLISH:
        return text
    return f'<div lang="ar" dir="rtl">\n\n{text}\n</div>\n'


def escape(text: str) -> str:
    """Return text that Markdown takes as it stands."""
    plain = _MARKS.sub(r"\\\1", "".join(_HTML.get(char, char) for char in " ".join(text.split())))
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", plain)


def _render_section(page: Page, section: Section) -> Iterator[str]:
    yield from (f"## {escape(section.heading)}", "")
    for block in section.blocks:
        yield from _render_block(page, block)


def _render_block(page: Page, block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield from (_end_in(block.text, block.command), "")
        case Group():
            yield from _render_group(page, block)
        case Columns():
            for group in block.groups:
                yield from _render_group(page, group)
        case Sides():
            yield from _render_entry(page, block.entry)
            for group in block.columns.groups:
                yield from _render_group(page, group)
        case Table():
            yield from _render_table(block, page.language)
        case Figure():
            yield from (f"### {escape(block.title)}", "", escape(block.text), "")
            yield from _render_table(block.table, page.language)


def _end_in(text: str, command: str) -> str:
    return f"{escape(text)} `{command}`" if command else escape(text)


def _render_group(page: Page, group: Group) -> Iterator[str]:
    if group.heading:
        yield from (f"### {escape(group.heading)}", "")
    for entry in group.entries:
        yield from _render_entry(page, entry)
    if not group.entries and group.empty:
        yield from (escape(group.empty), "")
    if group.left_out:
        yield from (_end_in(group.left_out, group.command), "")


def _render_entry(page: Page, entry: Entry) -> Iterator[str]:
    """Yield an entry as an item of a list, with quote, remarks and sources below it."""
    level = f"`{entry.level}` " if entry.level else ""
    facts = [f"{level}**{escape(entry.gist)}**"] if entry.gist else []
    facts += [escape(part) for part in (entry.day, entry.speaker, *entry.chips) if part]
    yield f"- {' · '.join(facts)}" if facts else f"- {_quote(page, entry.quote, exact=entry.exact)}"
    if facts and entry.quote:
        yield from ("", f"  > {_quote(page, entry.quote, exact=entry.exact)}", "")
    for note in entry.notes:
        yield f"  - {_render_note(page, note)}"
    for source in entry.sources:
        yield f"  - {_render_source(source)}"
    yield ""


def _quote(page: Page, text: str, *, exact: bool) -> str:
    words = f"«{escape(text)}»" if exact else escape(text)
    return words if page.language is Language.ARABIC else f'<span lang="ar" dir="rtl">{words}</span>'


def _render_note(page: Page, note: Note) -> str:
    parts = [escape(note.text)]
    if note.foreign:
        parts.append(f'<span lang="en" dir="ltr">{escape(note.foreign)}</span>')
    if note.quote:
        parts.append(_quote(page, note.quote, exact=True))
    if note.source:
        parts.append(f"({_render_source(note.source)})")
    return " ".join(parts)


def _render_source(source: Source) -> str:
    link = find_link(source)
    name = f"[{escape(source.outlet)}](<{link}>)" if link else escape(source.outlet)
    file = () if link or source.origin == source.outlet else (escape(source.origin),)
    remarks = (escape(part) for part in (source.upstream, source.carried, source.day) if part)
    facts = (name, *file, *remarks)
    return " · ".join((*facts, f"`{source.record}`"))


def _render_table(table: Table, language: Language) -> Iterator[str]:
    yield f"| {' | '.join(map(escape, table.head))} |"
    yield "|" + "|".join("--:" if at in table.numbers else "---" for at in range(len(table.head))) + "|"
    for row in table.rows:
        yield f"| {' | '.join(escape(enclose(cell, language)) for cell in row)} |"
    yield ""
