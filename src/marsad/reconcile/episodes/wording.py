"""What tellings say, wherever they stand: near copies say the same, and what is found of one holds for the others."""

import msgspec

from marsad.model.episode import Telling


class Wordings:
    """Numbers for what tellings say."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[Telling, int] = {}

    def find(self, telling: Telling) -> int:
        """Return a number that two tellings share if they differ in nothing but record, article and place in it."""
        bare = msgspec.structs.replace(telling, record="", article="", start=0, end=0)
        return self._numbers.setdefault(bare, len(self._numbers))
