"""Happenings made by hand; all made up."""

from datetime import date
from zlib import crc32

from marsad.alerts import Condition, Happening, Heard, Rule
from marsad.measure.levels import Level, Track
from marsad.model import Modality, SignalType
from marsad.model.episode import Telling
from marsad.reconcile.episodes import make_episode
from marsad.reference.voices import Voice

DAY = date(2031, 3, 4)


def hear(record, kind="threat", level=4, voice="official", sentence="x", source="s1", **more):
    """Return a telling as alerts have it."""
    fixed = {"article": f"a-{record}", "start": 0, "end": 50, "modality": Modality.ACTUAL, "told": DAY}
    fixed |= {"actors": ("NRD",), "targets": ("SUD",), "words": (crc32(b"w"),)}
    outlet = more.pop("outlet", "Marsa Post")
    telling = Telling(record=record, type=SignalType(kind), **{**fixed, **more})
    grade = None if level is None else Level(track=Track.WORDS, value=level, rule="w", because=())
    where = f"https://marsa.example/{record}"
    return Heard(
        telling=telling, level=grade, voice=Voice(voice), sentence=sentence, source=source, outlet=outlet, url=where
    )


def happen(*heard, links=()):
    """Return the happening of tellings."""
    sources = {one.telling.article: one.source for one in heard}
    return Happening(episode=make_episode([one.telling for one in heard], sources, links), heard=tuple(heard))


def rule(**fields):
    """Return a rule."""
    return Rule(**{"id": "r", "to": ("desk",), **fields})


def condition(**fields):
    """Return a condition."""
    return Condition(**fields)


def find(words, sentence):
    """Tell whether words are in a sentence, plainly."""
    return words in sentence
