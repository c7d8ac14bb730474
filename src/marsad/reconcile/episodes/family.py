"""Which types may be one act in the eyes of different outlets."""

from functools import cache

import msgspec

from marsad.lexicon import load_table
from marsad.model.kinds import SignalType


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    types: tuple[SignalType, ...]


@cache
def _families() -> dict[SignalType, str]:
    rows = load_table("marsad.reconcile.episodes", "families.toml", _Row)
    return {kind: row.id for row in rows for kind in row.types}


def find_family(kind: SignalType) -> str:
    """Return the family of a type: its own name where it stands alone."""
    return _families().get(kind, kind.value)


_SPOKEN = frozenset(
    {
        SignalType.THREAT,
        SignalType.WARNING,
        SignalType.DEMAND,
        SignalType.ACCUSATION,
        SignalType.DENIAL,
        SignalType.ASSURANCE,
        SignalType.PLEDGE,
        SignalType.OFFER,
        SignalType.REJECTION,
        SignalType.ASSESSMENT,
        SignalType.DOCTRINE,
    }
)


def is_spoken(kind: SignalType) -> bool:
    """Tell whether a type is said rather than done."""
    return kind in _SPOKEN
