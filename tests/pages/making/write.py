"""Writes the golden pages of every style and what is to be read from each.

`python -m tests.pages.making.write` writes them all anew; a test checks that the pages kept are what this writes.
"""

import json
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.pages.making.story import Page, load_styles

ROOT = Path(__file__).parents[1]


def make_pages() -> Iterator[tuple[str, bytes, str]]:
    """Every page: its folder (`style/slug`), the bytes of `page.html`, the text of `expected.toml`."""
    for style, plan in load_styles()["style"].items():
        skeleton = import_module(f"tests.pages.making.skeletons.{style.replace('-', '_')}")
        for row in plan["pages"]:
            page = Page(style, row)
            markup = skeleton.make(page)
            yield f"{style}/{page.slug}", _encode(page, markup), _make_expected(page)


def _encode(page: Page, markup: str) -> bytes:
    encoding = load_styles()["style"][page.style].get("encoding", "utf-8")
    mark = "\ufeff" if page.has("bom") else ""
    return (mark + markup).encode(encoding, "xmlcharrefreplace")


def _make_expected(page: Page) -> str:
    lines = [f"{key} = {_quote(value)}" for key, value in page.expected().items()]
    return "\n".join(lines) + "\n"


def _quote(value: object) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_quote(item)},\n" for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def write_pages() -> int:
    """Write all pages and return how many."""
    for style in load_styles()["style"]:
        shutil.rmtree(ROOT / style, ignore_errors=True)
    count = 0
    for folder, markup, expected in make_pages():
        (ROOT / folder).mkdir(parents=True)
        (ROOT / folder / "page.html").write_bytes(markup)
        (ROOT / folder / "expected.toml").write_text(expected, encoding="utf-8")
        count += 1
    return count


if __name__ == "__main__":
    write_pages()
