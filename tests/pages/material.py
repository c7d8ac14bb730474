"""The golden pages of all styles as material to measure on: bytes, address, and what is to be read from them."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parent


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be read from a page; what is None must not be found. `furniture` must not stand in the body."""

    url: str
    title: str
    body: tuple[str, ...]
    furniture: tuple[str, ...]
    outlet: str
    byline: str | None = None
    published: str | None = None
    place: str | None = None


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """One page: `style/slug`, its bytes, what is expected; held out where it may be scored but not looked at."""

    name: str
    style: str
    body: bytes
    expected: Expected
    language: str
    held_out: bool

    @property
    def url(self) -> str:
        """The page's address."""
        return self.expected.url

    @property
    def gold(self) -> str:
        """The story's text, a paragraph a line."""
        return "\n".join(self.expected.body)


@cache
def load_plan() -> dict[str, dict[str, Any]]:
    """Return what `styles.toml` says of each style."""
    return tomllib.loads((ROOT / "styles.toml").read_text(encoding="utf-8"))


def load_materials() -> Iterator[Material]:
    """Yield every page of every style, in the order of their names."""
    plan = load_plan()
    for path in sorted(ROOT.glob("*/*/page.html")):
        style = path.parent.parent.name
        yield Material(
            name=f"{style}/{path.parent.name}",
            style=style,
            body=path.read_bytes(),
            expected=msgspec.toml.decode(path.with_name("expected.toml").read_bytes(), type=Expected),
            language=plan["style"][style].get("language", "ar"),
            held_out=style in plan["held_out"],
        )
