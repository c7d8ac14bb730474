"""Plots of what benchmarks measured, as SVG files: bars, and curves over sizes on scales of powers of ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import vl_convert

Row = Mapping[str, str | float]

_LOOK = {
    "font": "sans-serif",
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {"grid": True, "gridColor": "#e5e5e5", "domainColor": "#888888", "tickColor": "#888888"},
    "range": {"category": ["#1f5f8b", "#c46210", "#5a7d2a", "#8a3a6b"]},
}


def draw_bars(path: Path, rows: Sequence[Row], *, name: str, value: str, colour: str = "", log: bool = False) -> None:
    """Write bars from left to right, a name each in the order given; `colour` lays several side by side."""
    across: dict[str, Any] = {"field": value, "type": "quantitative"}
    if log:
        across["scale"] = {"type": "log"}
        across["axis"] = {"tickCount": 5}
    encoding: dict[str, Any] = {
        "x": across,
        "y": {"field": name, "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 320}},
    }
    if colour:
        encoding |= {
            "yOffset": {"field": colour, "sort": None},
            "color": {"field": colour, "type": "nominal", "title": None, "sort": None},
        }
    _write(path, {"data": {"values": [*rows]}, "width": 420, "mark": "bar", "encoding": encoding})


def draw_curves(path: Path, rows: Sequence[Row], *, size: str, value: str, facet: str) -> None:
    """Write a small drawing for each `facet`: how `value` goes with `size`, both on scales of powers of ten."""
    scale = {"type": "log"}
    encoding = {
        "x": {"field": size, "type": "quantitative", "scale": scale, "axis": {"tickCount": 4, "format": "~s"}},
        "y": {
            "field": value,
            "type": "quantitative",
            "scale": scale,
            "title": None,
            "axis": {"tickCount": 4, "format": "~s"},
        },
    }
    inner = {"width": 190, "height": 130, "mark": {"type": "line", "point": True}, "encoding": encoding}
    _write(
        path,
        {
            "data": {"values": [*rows]},
            "facet": {"field": facet, "type": "nominal", "title": None, "sort": None},
            "columns": 3,
            "spec": inner,
            "resolve": {"scale": {"y": "independent"}},
        },
    )


def _write(path: Path, spec: dict[str, Any]) -> None:
    svg: str = vl_convert.vegalite_to_svg({**spec, "config": _LOOK}, allowed_base_urls=[])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg, encoding="utf-8")
