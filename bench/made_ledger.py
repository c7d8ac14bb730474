"""Ledgers of any size in little time, with known truth: some thousand articles read, and copies of what came of them.

The base is `bench.made_episodes` with sentences of `bench.made_stories` below, told again by other outlets here and
there and edited now and then. It goes through the whole reading and into the ledger as `marsad read` and
`marsad reconcile` have it. Larger ledgers hold it many times (`bench.copied_ledger`): each copy under other ids, on
other days, in other outlets, with a word of its own in each text.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.copied_ledger import copy_rows, make_word
from bench.made_episodes import load_moulds, make_corpus
from bench.made_stories import make_sentences
from marsad.ledger import Ledger, Stamp
from marsad.model import Basis, Capture, Reading, When
from marsad.pipeline import read_capture

BASE = 4_000  # articles read
LATE = 200  # articles of the base that are held back, to be added
DAYS = 45  # in which the base is told
A_DAY = 90  # articles told on a day, in ledgers of up to YEARS; in larger ones more
YEARS = 12
_PAGES_A_RUN = 250


class Text(NamedTuple):
    """An article to be read, and of which story it is."""

    number: int
    title: str
    text: str
    day: date
    outlet: str
    story: int

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"https://outlet{load_moulds()['outlets'].index(self.outlet)}.example/{self.number}"


def make_texts(count: int, seed: int, *, is_short: bool = False) -> Iterator[Text]:
    """Yield `count` articles by day: deeds with what surrounds them, some told by several outlets, some edited."""
    dice, number = random.Random(seed), 0
    made, _ = make_corpus(count, seed, DAYS)
    outlets = load_moulds()["outlets"]
    for story, one in enumerate(sorted(made, key=lambda one: (one.day, one.name))):
        filling = make_sentences(dice, one.day, 1 if is_short else dice.randrange(2, 8))
        text = f"{one.text} {'. '.join(filling)}. {make_word(story)}."
        title = " ".join(text.split()[:8])
        others = dice.sample(outlets, min(int(dice.paretovariate(1.3)) - 1, 9)) if dice.random() < 0.4 else []
        for nth, outlet in enumerate([one.outlet, *others]):
            day = one.day + timedelta(dice.choice((0, 0, 1)) if nth else 0)
            yield Text(number, title, text, day, outlet, story)
            if dice.random() < 0.02:
                yield Text(number, title, f"{text} {filling[0]}.", day, outlet, story)
            number += 1
            if number >= count:
                return


def read_text(one: Text) -> Reading:
    """Return the reading of an article, by the whole line."""
    when = When.day(one.day, Basis.GIVEN)
    body = one.text.encode()
    reading = read_capture(
        Capture(origin=one.url, url=one.url, body=body, media="text", published=when, title=one.title)
    )
    return msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, outlet=one.outlet))


def add(ledger: Ledger, one: Text, reading: Reading, nth: int) -> None:
    """Add a reading as the n-th."""
    ledger.add_all([(reading, make_stamp(one, nth))])


def make_stamp(one: Text, nth: int) -> Stamp:
    """Return the stamp of the n-th reading: captured in the evening of its day, the later the later."""
    captured = datetime.combine(one.day, time(20), UTC) + timedelta(seconds=nth % 10_000)
    at = datetime.combine(one.day, time(23), UTC).isoformat()
    return Stamp(f"made-{nth // _PAGES_A_RUN:04}", at, len(one.text.encode()), captured)


class Base(NamedTuple):
    """Texts with their readings: those that a ledger begins with, and those held back."""

    held: Sequence[tuple[Text, Reading]]
    late: Sequence[tuple[Text, Reading]]


def read_base(count: int, seed: int, *, is_short: bool = False) -> Base:
    """Return a base of `count` articles, and some more held back."""
    texts = list(make_texts(count + LATE, seed, is_short=is_short))
    read = [(one, read_text(one)) for one in texts]
    return Base(read[:-LATE], read[-LATE:])


def make_ledger(path: Path, base: Base, count: int) -> None:
    """Make a ledger of about `count` articles at `path`, in whole copies of the base."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        first = Path(folder) / "base.ledger"
        with Ledger.open(first) as ledger:
            for nth, (one, reading) in enumerate(base.held):
                add(ledger, one, reading, nth)
            for _ in chain(ledger.reconcile(), ledger.file_claims()):
                pass
        shutil.copyfile(first, path)
        size = len(base.held)
        copies = round(count / size) - 1
        if copies > 0:
            copy_rows(first, path, copies, apart=round(size / max(A_DAY, count / (YEARS * 365))))
