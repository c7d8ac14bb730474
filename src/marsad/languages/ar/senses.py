"""What common words of political speech mean, by class: crimes, outcomes, obligations, commitments."""

from functools import cache

import msgspec

from marsad.languages.ar.stem import find_stem
from marsad.lexicon import load_table
from marsad.text.normal import normalise


class _Sense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    words: str


@cache
def load_senses() -> dict[str, tuple[str, ...]]:
    """Return the classes of each light stem."""
    found: dict[str, list[str]] = {}
    for sense in load_table("marsad.languages.ar", "senses.toml", _Sense):
        for stem in sorted({find_stem(normalise(word).normal) for word in sense.words.split()}):
            found.setdefault(stem, []).append(sense.id)
    return {stem: tuple(names) for stem, names in found.items()}
