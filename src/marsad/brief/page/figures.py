"""The plots of a brief, each with the same as a table."""

from collections.abc import Iterator, Sequence

from marsad.brief.language import Words
from marsad.brief.nouns import Brief, Plots, Slot, Week
from marsad.brief.page.grades import count_classes, list_classes
from marsad.brief.page.nouns import Block, Figure, Table
from marsad.brief.page.specs import plot_pairs, plot_timeline, plot_weeks
from marsad.brief.plots import tell_week
from marsad.measure.levels import Track


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
            spec=plot_timeline(words, brief),
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
            spec=plot_pairs(words, plots),
            table=_list_pairs(words, plots),
        )
    if plots.weeks:
        yield Figure(
            id="weeks",
            title=words.label("figure.weeks"),
            text=words.label("figure.weeks_text", since=plots.weeks_since.isoformat(), until=until),
            spec=plot_weeks(words, plots.weeks),
            table=_list_weeks(words, plots.weeks),
        )


def _list_slots(words: Words, slots: Sequence[Slot]) -> Table:
    """Return how many episodes of each class there were on each track; without the times when there were none."""
    both = [(track, name) for track in (Track.WORDS, Track.ACTS) for name in list_classes()]
    rows = [
        (slot.label, *(str(count) for side in (slot.words, slot.acts) for count in count_classes(side).values()))
        for slot in slots
        if slot.words or slot.acts
    ]
    head = [f"{words.label(f'track.{track.value}')}: {words.label(f'class.{name}')}" for track, name in both]
    return Table(
        caption=words.label("figure.timeline"),
        head=(words.label("column.time"), *head),
        rows=tuple(rows),
        numbers=tuple(range(1, len(both) + 1)),
    )


def _list_pairs(words: Words, plots: Plots) -> Table:
    head = tuple(words.label(f"column.{name}") for name in ("actor", "target", "count"))
    rows = tuple((words.name(pair.actor), words.name(pair.target), str(pair.count)) for pair in plots.pairs)
    return Table(caption=words.label("figure.pairs"), head=head, rows=rows, numbers=(2,))


def _list_weeks(words: Words, weeks: Sequence[Week]) -> Table:
    head = tuple(words.label(f"column.{name}") for name in ("type", "week", "count"))
    rows = tuple((words.label(f"type.{week.type.value}"), tell_week(week.monday), str(week.count)) for week in weeks)
    return Table(caption=words.label("figure.weeks"), head=head, rows=rows, numbers=(2,))
