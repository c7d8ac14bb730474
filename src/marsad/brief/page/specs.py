"""Vega-Lite specifications of the plots; right to left in Arabic."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from marsad.brief.language import Language, Words
from marsad.brief.nouns import Brief, Pair, Plots, Slot, Week
from marsad.brief.page.grades import CALMING, count_classes, list_classes
from marsad.brief.plots import tell_week
from marsad.measure.levels import Track
from marsad.model import SignalType

INK, FAINT, LINE = "#222222", "#666666", "#cccccc"
COLOURS = {Track.WORDS: "#9a5b00", Track.ACTS: "#0b6e78"}  # page.css has them again, for dark screens too
FONTS = {
    Language.ARABIC: "Noto Sans Arabic, Noto Sans, DejaVu Sans, sans-serif",
    Language.ENGLISH: "Noto Sans, DejaVu Sans, sans-serif",
}
WIDTH, PANEL, CELL = 680, 110, 24
SHADES = [0.95, 0.45, 0.7, 0.2]  # of the classes, the gravest first, and of what has no level
_FEW_TICKS = 5
_STEPS = 4  # of numbers above the line
_SLANTED = 8  # weeks from which their names are set aslant

Spec = dict[str, Any]


def _is_rtl(words: Words) -> bool:
    return words.language.direction == "rtl"


def _frame(words: Words, **parts: Any) -> Spec:  # noqa: ANN401 (parts of a specification)
    """Return a specification with the look that all share."""
    axis = {"labelColor": FAINT, "tickColor": LINE, "domainColor": LINE, "labelFontSize": 11, "labelPadding": 5}
    config = {
        "aria": False,
        "background": None,
        "font": FONTS[words.language],
        "view": {"stroke": None},
        "axis": {**axis, "grid": False, "title": None, "labelLimit": 200},
        "title": {"color": INK, "fontSize": 12, "fontWeight": "bold", "offset": 6},
    }
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": config, **parts}


def plot_timeline(words: Words, brief: Brief) -> Spec:
    """Return the two tracks over time, one panel each; the brief's own days are shaded within a longer time."""
    slots = brief.plots.slots
    order = [slot.label for slot in slots]
    if _is_rtl(words):
        order.reverse()
    is_longer = brief.plots.since < brief.since
    shade = [{"slot": slot.label} for slot in slots if is_longer and slot.first >= brief.since]
    step = max(len(slots) // _FEW_TICKS, 1)
    ticks = [slot.label for slot in reversed(slots)][::step]
    panels = [
        _plot_track(words, slots, track, order, ticks if track is Track.ACTS else [], shade, _list_heights(slots))
        for track in (Track.WORDS, Track.ACTS)
    ]
    return _frame(words, vconcat=panels, spacing=14)


def _plot_track(
    words: Words,
    slots: Sequence[Slot],
    track: Track,
    order: list[str],
    ticks: list[str],
    shade: list[dict[str, str]],
    heights: list[int],
) -> Spec:
    """Return one track's panel: how many episodes of each class, what calms below the line."""
    names = {
        "labelFont": FONTS[Language.ENGLISH],
        "values": ticks,
        "labelAngle": 0,
        "labelOverlap": True,
        "ticks": bool(ticks),
        "labels": bool(ticks),
    }
    numbers = {
        "orient": "right" if _is_rtl(words) else "left",
        "labelFont": FONTS[Language.ENGLISH],
        "labelExpr": "abs(datum.value)",
        "values": heights,
        "grid": True,
        "gridColor": LINE,
    }
    x = {"field": "slot", "type": "ordinal", "scale": {"domain": order}, "axis": names}
    scale = {"domain": [heights[0], heights[-1]]}
    y = {"field": "count", "type": "quantitative", "axis": numbers, "scale": scale}
    shades = {"domain": list(list_classes()), "range": SHADES}
    bar = {
        "x": x,
        "y": {**y, "aggregate": "sum", "stack": "zero"},
        "fillOpacity": {"field": "class", "type": "nominal", "scale": shades, "legend": None},
        "order": {"field": "place"},
    }
    colour = COLOURS[track]
    days = {"mark": {"type": "rect", "color": colour, "opacity": 0.08}, "encoding": {"x": x}, "data": {"values": shade}}
    floor = {"data": {"values": [{"count": 0}]}, "mark": {"type": "rule", "color": FAINT}, "encoding": {"y": y}}
    return {
        "title": _title(words, track),
        "width": WIDTH,
        "height": PANEL,
        "data": {"values": _list_bars(slots, track)},
        "layer": [
            *([days] if shade else []),
            {"mark": {"type": "bar", "color": colour, "width": {"band": 0.7}}, "encoding": bar},
            floor,
        ],
    }


def _list_heights(slots: Sequence[Slot]) -> list[int]:
    """Return the numbers beside both panels, which have one scale: from the most below the line to the most above."""
    counts = [count_classes(side) for slot in slots for side in (slot.words, slot.acts)]
    most = max(sum(one.values()) - one[CALMING] for one in counts)
    least = max(one[CALMING] for one in counts)
    step = max(-(-max(most, least) // _STEPS), 1)
    return list(range(-step * -(-least // step), step * max(-(-most // step), 1) + 1, step))


def _title(words: Words, track: Track) -> Spec:
    return {"text": words.label(f"track.{track.value}"), "anchor": "end" if _is_rtl(words) else "start"}


def _list_bars(slots: Sequence[Slot], track: Track) -> list[Spec]:
    return [
        {"slot": slot.label, "class": name, "count": -count if name == CALMING else count, "place": place}
        for slot in slots
        for place, (name, count) in enumerate(count_classes(slot.words if track is Track.WORDS else slot.acts).items())
        if count
    ]


def _plot_cells(words: Words, rows: list[Spec], across: list[str], down: list[str], colour: str, axis: Spec) -> Spec:
    """Return a field of cells, the darker the more, each with its number."""
    across = across[::-1] if _is_rtl(words) else across
    orient = {"orient": "right" if _is_rtl(words) else "left", "ticks": False, "domain": False}
    x = {"field": "x", "type": "ordinal", "scale": {"domain": across}, "axis": {"domain": False, **axis}}
    y = {"field": "y", "type": "ordinal", "scale": {"domain": down}, "axis": orient}
    depth = {"field": "count", "type": "quantitative", "scale": {"domainMin": 0, "range": [0.1, 0.6]}, "legend": None}
    step = min(max(WIDTH // max(len(across), 1), CELL), 90)
    return {
        "width": {"step": step},
        "height": {"step": CELL},
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "rect", "color": colour}, "encoding": {"x": x, "y": y, "fillOpacity": depth}},
            {"mark": {"type": "text", "color": INK}, "encoding": {"x": x, "y": y, "text": {"field": "count"}}},
        ],
    }


def plot_pairs(words: Words, plots: Plots) -> Spec:
    """Return who addresses whom: who speaks down the side, who is addressed across."""
    across = [words.short(code) for code in _rank_targets(plots.pairs)]
    down = list(dict.fromkeys(words.short(pair.actor) for pair in plots.pairs))
    rows = [{"x": words.short(pair.target), "y": words.short(pair.actor), "count": pair.count} for pair in plots.pairs]
    axis = {"orient": "top", "ticks": False, "labelAngle": -30 if len(across) > 6 else 0}
    return _frame(words, **_plot_cells(words, rows, across, down, COLOURS[Track.WORDS], axis))


def _rank_targets(pairs: Sequence[Pair]) -> list[str]:
    """Return who is addressed, the most often addressed first."""
    sums: Counter[str] = Counter()
    for pair in pairs:
        sums[pair.target] += pair.count
    return sorted(sums, key=lambda code: (-sums[code], code))


def _list_mondays(weeks: Sequence[Week]) -> list[str]:
    """Return all weeks from the first to the last, those without anything too."""
    first, last = min(week.monday for week in weeks), max(week.monday for week in weeks)
    return [tell_week(first + timedelta(days=7 * at)) for at in range((last - first).days // 7 + 1)]


def plot_weeks(words: Words, weeks: Sequence[Week]) -> Spec:
    """Return types by week, words above acts."""
    across = _list_mondays(weeks)
    panels = []
    for track in Track:
        ours = [week for week in weeks if week.track is track]
        if not ours:
            continue
        down = [words.label(f"type.{kind.value}") for kind in SignalType if any(week.type is kind for week in ours)]
        rows = [
            {"x": tell_week(week.monday), "y": words.label(f"type.{week.type.value}"), "count": week.count}
            for week in ours
        ]
        angle = -45 if len(across) > _SLANTED else 0
        axis = {
            "labelFont": FONTS[Language.ENGLISH],
            "labelAngle": angle,
            "ticks": False,
            "labelAlign": "right" if angle else "center",
        }
        panels.append({"title": _title(words, track), **_plot_cells(words, rows, across, down, COLOURS[track], axis)})
    for panel in panels[:-1]:
        for layer in panel["layer"]:
            layer["encoding"]["x"]["axis"] = {"labels": False, "ticks": False, "domain": False}
    return _frame(words, vconcat=panels, spacing=18)
