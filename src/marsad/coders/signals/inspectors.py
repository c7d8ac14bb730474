"""Whose inspectors do it where a clause names them as its subject."""

from marsad.coders.signals.clause import Context
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.party import NOBODY, Party, as_party, is_party

_INSPECTORS = "inspectors_named"
_AGENCY = ("IAEA",)  # whose inspectors are meant where nobody is named


def find_inspectors(context: Context, frame: Frame) -> Party:
    """Return whose inspectors a clause names: those of the state or agency right behind them, else the agency's."""
    start, end = frame.clause
    for thing, item in context.things:
        if item.name == _INSPECTORS and start <= thing.start < end:
            near = context.actors_in(thing.start, min(end, context.words_on(thing.end, 2)))
            named = next((a for a in near if is_party(a) and context.gap(thing.end, a.start) == 0), None)
            return Party(codes=_AGENCY, found="inspectors") if named is None else as_party(context, named, "inspectors")
    return NOBODY
