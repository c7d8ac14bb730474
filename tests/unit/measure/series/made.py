"""Episodes with levels and articles, made by hand."""

from datetime import date, timedelta

from marsad.measure.levels import Carrying, Graded, Level, Track
from marsad.measure.series import Page
from marsad.model import SignalType
from marsad.model.kinds import Status

MONDAY = date(2024, 3, 4)


def day(number):
    return MONDAY + timedelta(number)


def grade(name, at=0, level=3, *, track=Track.ACTS, kind="test", sources=("s1",), **more):
    """Return an episode of a day after the first Monday; every source tells it in an article of that day."""
    told = tuple(Carrying(article=f"{source}-{at}", source=source, day=day(at)) for source in sources)
    fixed = {"actors": ("RUS",), "targets": (), "status": Status.CLAIMED, "since": day(at), "until": day(at)}
    return Graded(
        episode=name,
        track=track,
        type=SignalType(kind),
        level=Level(track=track, value=level, rule="made", because=()),
        record=f"r-{name}",
        sources=tuple(sources),
        given_by=1,
        **{**fixed, "told": told, **more},
    )


def pages(at=0, sources=("s1", "s2", "s3", "s4"), on_topic=True):
    names = [(f"{source}-{at}", source) for source in sources]
    return [Page(article=name, story=name, source=source, day=day(at), on_topic=on_topic) for name, source in names]
