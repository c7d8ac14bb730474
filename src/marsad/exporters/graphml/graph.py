"""Nodes and edges of the graph as we write them."""

from typing import NamedTuple

import msgspec

from marsad.model import SignalType
from marsad.model.measure import Track


class Ends(NamedTuple):
    """Which edge it is."""

    source: str
    target: str
    track: Track
    reciprocal: bool


class PartyNode(msgspec.Struct, frozen=True, kw_only=True):
    """A party.

    id: ISO 3166-1 alpha-3 for states, else the codebook's code
    name: usual English name
    kind: state, alliance, union, organisation, group, league, court, armed_group, or unknown
    words: records of its words that are directed at nobody named
    acts: records of its acts that are directed at nobody named
    """

    id: str
    name: str
    kind: str
    words: int
    acts: int


_COUNTS = (
    ("signals", "records"),
    ("originals", "records of articles that are no copies within their story"),
    ("escalatory", "records of level 2 and more"),
    ("neutral", "records of level 0 and 1"),
    ("de_escalatory", "records of a level below 0"),
    ("ungraded", "records that the scale does not speak of"),
    *((kind.value, f"records of type {kind.value}") for kind in SignalType),
)
_ENDS = """An edge, of words or of acts.

    source: code of the actor
    target: code of the target
    track: words, or acts
    reciprocal: whether the two act together, so that the direction means nothing
    weight: as signals, by the name that programs look for
"""

Relation = msgspec.defstruct(
    "Relation",
    [
        ("source", str),
        ("target", str),
        ("track", str),
        ("reciprocal", bool),
        ("weight", int),
        *((name, int) for name, _ in _COUNTS),
    ],
    frozen=True,
    kw_only=True,
    namespace={"__doc__": _ENDS + "".join(f"    {name}: {meaning}\n" for name, meaning in _COUNTS)},
)
