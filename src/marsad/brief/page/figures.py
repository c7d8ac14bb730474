"""The plots as Vega-Lite specifications, each with the same as a table; right to left in Arabic."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from marsad.brief.language import Language, Words
from marsad.brief.nouns import Brief, Plots, Slot, Week
from marsad.brief.page.entry import tell_level
from marsad.brief.page.nouns import Block, Figure, Table
from marsad.brief.plots import tell_week
from marsad.measure.levels import Track
from marsad.model import SignalType

INK, FAINT, LINE = "#222222", "#666666", "#cccccc"
COLOURS = {Track.WORDS: "#9a5b00", Track.ACTS: "#0b6e78"}  # page.css has them again, for dark screens too
FONTS = {
    Language.ARABIC: "Noto Sans Arabic, Noto Sans, DejaVu Sans, sans-serif",
    Language.ENGLISH: "Noto Sans, DejaVu Sans, sans-serif",
}
WIDTH, PANEL, CELL = 680, 120, 24
LEVELS = [-2, 0, 2, 4, 6, 8]
_FEW_TICKS = 5
_SLANTED = 8  # weeks from which their names are set aslant

Spec = dict[str, Any]


def make_figures(words: Words, brief: Brief) -> Iterator[Block]:
    """Yield the timeline, who addresses whom, and types by week, as far as there is anything in them."""
    plots, until = brief.plots, brief.until.isoformat()
    shaded = words.label("figure.shaded") if plots.since < brief.since else ""
    since = plots.since.isoformat()
    if any(slot.words or slot.acts for slot in plots.slots):
        yield Figure(
            id="timeline",
            title=words.label("figure.timeline"),
            text=" ".join((words.label("figure.timeline_text", since=since, until=until), shaded)).strip(),
            spec=_plot_timeline(words, brief),
            table=_list_slots(words, plots.slots),
        )
    if plots.pairs:
        left = words.count("statements", plots.pairs_left_out)
        more = words.label("line.more", count=left) if plots.pairs_left_out else ""
        text = words.label("figure.pairs_text", since=brief.since.isoformat(), until=until)
        yield Figure(
            id="pairs",
            title=words.label("figure.pairs"),
            text=" ".join(part for part in (text, more) if part),
            spec=_plot_pairs(words, plots),
            table=_list_pairs(words, plots),
        )
    if plots.weeks:
        yield Figure(
            id="weeks",
            title=words.label("figure.weeks"),
            text=words.label("figure.weeks_text", since=since, until=until),
            spec=_plot_weeks(words, plots.weeks),
            table=_list_weeks(words, plots.weeks),
        )


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


def _plot_timeline(words: Words, brief: Brief) -> Spec:
    slots = brief.plots.slots
    order = [slot.label for slot in slots]
    if _is_rtl(words):
        order.reverse()
    inside = [slot.label for slot in slots if slot.first >= brief.since or slot is slots[-1]]
    shade = [] if len(inside) == len(slots) else [{"slot": label} for label in inside]
    step = max(len(slots) // _FEW_TICKS, 1)
    ticks = [slot.label for slot in reversed(slots)][::step]
    panels = [
        _plot_track(words, slots, track, order, ticks if track is Track.ACTS else [], shade)
        for track in (Track.WORDS, Track.ACTS)
    ]
    return _frame(words, vconcat=panels, spacing=14)


def _plot_track(
    words: Words, slots: Sequence[Slot], track: Track, order: list[str], ticks: list[str], shade: list[dict[str, str]]
) -> Spec:
    """Return one track's panel: a bar to the highest level, and how many episodes there are."""
    rows = []
    for slot in slots:
        count = slot.words if track is Track.WORDS else slot.acts
        level = slot.words_level if track is Track.WORDS else slot.acts_level
        if count:
            rows.append({"slot": slot.label, "level": level or 0, "count": count})
    axis = {
        "labelFont": FONTS[Language.ENGLISH],
        "values": ticks,
        "labelAngle": 0,
        "labelOverlap": True,
        "ticks": bool(ticks),
        "labels": bool(ticks),
    }
    x = {"field": "slot", "type": "ordinal", "scale": {"domain": order}, "axis": axis}
    side = {
        "orient": "right" if _is_rtl(words) else "left",
        "values": LEVELS,
        "labelFont": FONTS[Language.ENGLISH],
        "grid": True,
        "gridColor": LINE,
    }
    y = {"field": "level", "type": "quantitative", "scale": {"domain": [-2, 9.8]}, "axis": side}
    colour = COLOURS[track]
    ground = {
        "data": {"values": shade},
        "mark": {"type": "rect", "color": colour, "opacity": 0.1},
        "encoding": {"x": x},
    }
    bar = {"mark": {"type": "bar", "color": colour, "width": {"band": 0.7}}, "encoding": {"x": x, "y": y}}
    number = {
        "mark": {"type": "text", "color": INK, "fontSize": 10, "dy": -7},
        "encoding": {"x": x, "y": {**y, "stack": None}, "text": {"field": "count"}},
    }
    floor = {"data": {"values": [{"level": 0}]}, "mark": {"type": "rule", "color": FAINT}, "encoding": {"y": y}}
    return {
        "title": {"text": words.label(f"track.{track.value}"), "anchor": "end" if _is_rtl(words) else "start"},
        "width": WIDTH,
        "height": PANEL,
        "data": {"values": rows},
        "layer": [*([ground] if shade else []), floor, bar, number],
    }


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


def _plot_pairs(words: Words, plots: Plots) -> Spec:
    across = list(dict.fromkeys(words.short(pair.target) for pair in _by_weight(plots, 1)))
    down = list(dict.fromkeys(words.short(pair.actor) for pair in plots.pairs))
    rows = [{"x": words.short(pair.target), "y": words.short(pair.actor), "count": pair.count} for pair in plots.pairs]
    axis = {"orient": "top", "ticks": False, "labelAngle": -30 if len(across) > 6 else 0}
    return _frame(words, **_plot_cells(words, rows, across, down, COLOURS[Track.WORDS], axis))


def _by_weight(plots: Plots, _side: int) -> list[Any]:
    sums: dict[str, int] = {}
    for pair in plots.pairs:
        sums[pair.target] = sums.get(pair.target, 0) + pair.count
    return sorted(plots.pairs, key=lambda pair: (-sums[pair.target], pair.target))


def _list_mondays(weeks: Sequence[Week]) -> list[str]:
    """Return all weeks from the first to the last, those without anything too."""
    first, last = min(week.monday for week in weeks), max(week.monday for week in weeks)
    return [tell_week(first + timedelta(days=7 * at)) for at in range((last - first).days // 7 + 1)]


def _plot_weeks(words: Words, weeks: Sequence[Week]) -> Spec:
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
        title = {"text": words.label(f"track.{track.value}"), "anchor": "end" if _is_rtl(words) else "start"}
        panels.append({"title": title, **_plot_cells(words, rows, across, down, COLOURS[track], axis)})
    for panel in panels[:-1]:
        for layer in panel["layer"]:
            layer["encoding"]["x"]["axis"] = {"labels": False, "ticks": False, "domain": False}
    return _frame(words, vconcat=panels, spacing=18)


def _list_slots(words: Words, slots: Sequence[Slot]) -> Table:
    names = ("time", "words_level", "words", "acts_level", "acts")
    rows = tuple(
        (slot.label, _tell(slot.words_level), str(slot.words), _tell(slot.acts_level), str(slot.acts))
        for slot in slots
        if slot.words or slot.acts
    )
    head = tuple(words.label(f"column.{name}") for name in names)
    return Table(caption=words.label("figure.timeline"), head=head, rows=rows, numbers=(1, 2, 3, 4))


def _tell(level: int | None) -> str:
    return "" if level is None else tell_level(level)


def _list_pairs(words: Words, plots: Plots) -> Table:
    head = tuple(words.label(f"column.{name}") for name in ("actor", "target", "count"))
    rows = tuple((words.name(pair.actor), words.name(pair.target), str(pair.count)) for pair in plots.pairs)
    return Table(caption=words.label("figure.pairs"), head=head, rows=rows, numbers=(2,))


def _list_weeks(words: Words, weeks: Sequence[Week]) -> Table:
    head = tuple(words.label(f"column.{name}") for name in ("type", "week", "count"))
    rows = tuple((words.label(f"type.{week.type.value}"), tell_week(week.monday), str(week.count)) for week in weeks)
    return Table(caption=words.label("figure.weeks"), head=head, rows=rows, numbers=(2,))
