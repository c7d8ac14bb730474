"""What tellings say, wherever they stand: near copies say the same, and what is found of one holds for the others."""

from typing import TypeVar, cast

import msgspec

from marsad.model.episode import Telling

_Value = TypeVar("_Value")


class Wordings:
    """Numbers for what tellings say."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[Telling, int] = {}

    def find(self, telling: Telling) -> int:
        """Return a number that two tellings share if they differ in nothing but record, article and place in it."""
        bare = msgspec.structs.replace(telling, record="", article="", start=0, end=0)
        return self._numbers.setdefault(bare, len(self._numbers))


class Values:
    """What tellings name, each kept once: many tellings of the same parties, days and words take little memory."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[object, object] = {}

    def share(self, telling: Telling) -> Telling:
        """Return a telling whose fields are those of earlier ones, where these are equal."""
        return msgspec.structs.replace(
            telling,
            article=self._keep(telling.article),
            actors=self._keep(telling.actors),
            targets=self._keep(telling.targets),
            person=self._keep(telling.person),
            asserted_by=self._keep(telling.asserted_by),
            since=self._keep(telling.since),
            until=self._keep(telling.until),
            told=self._keep(telling.told),
            place=self._keep(telling.place),
            words=self._keep(telling.words),
            plain=self._keep(telling.plain),
            numbers=self._keep(telling.numbers),
            objects=self._keep(telling.objects),
            marks=self._keep(telling.marks),
        )

    def _keep(self, value: _Value) -> _Value:
        return cast("_Value", self._known.setdefault(value, value))
