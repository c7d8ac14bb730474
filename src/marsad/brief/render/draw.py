"""Specifications to drawings: Vega-Lite by vl-convert, without network, with what readers of screens need."""

import re
from functools import cache
from typing import Any

import msgspec
from lxml import etree

from marsad.brief.page.nouns import Figure

SVG = "{http://www.w3.org/2000/svg}"


SCALE = 3  # dots of a picture for one of a drawing


class MissingError(Exception):
    """A library or font that a format needs is not there; the message says what to install."""


def draw(figure: Figure) -> etree._Element:
    """Return a figure as an SVG element with title and description; raise MissingError."""
    root = etree.fromstring(_draw(msgspec.json.encode(figure.spec), figure.id).encode())
    root.set("role", "img")
    root.set("aria-labelledby", f"{figure.id}-title {figure.id}-text")
    width, height = (str(root.attrib.pop(name)) for name in ("width", "height"))
    root.set("style", f"width:{width}px;aspect-ratio:{width}/{height}")
    for at, (name, text) in enumerate((("title", figure.title), ("desc", figure.text))):
        element = etree.Element(SVG + name, id=f"{figure.id}-{'title' if name == 'title' else 'text'}")
        element.text = text
        root.insert(at, element)
    return root


def draw_picture(figure: Figure) -> bytes:
    """Return a figure as PNG for paper, where letters of SVG would not be joined; raise MissingError."""
    spec = {**figure.spec, "config": {**figure.spec["config"], "background": "#ffffff"}}
    made: bytes = _load().svg_to_png(_draw(msgspec.json.encode(spec), figure.id), scale=SCALE)
    return made


def _load() -> Any:  # noqa: ANN401 (a module)
    try:
        import vl_convert
    except ImportError:
        raise MissingError("plots need vl-convert; install it by: pip install 'marsad[brief]'") from None
    return vl_convert


@cache
def _draw(spec: bytes, name: str) -> str:
    """Return a drawing as text; ids are made the figure's own, since several stand on one page."""
    parsed: dict[str, Any] = msgspec.json.decode(spec)
    svg: str = _load().vegalite_to_svg(parsed, allowed_base_urls=[])
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
