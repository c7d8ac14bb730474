"""The codebook's types in the event schemes PLOVER and CAMEO, as data: `types.toml` and, where a type's row does not
hold, `variants.toml`.

The schemes know no modality and no escalation. Their scores are carried for joining with other data and are no levels:
a joint nuclear drill scores there as cooperation, and every threat of violence alike.
"""

from functools import cache

import msgspec

from marsad.lexicon import load_table
from marsad.model import Modality, Signal, SignalType
from marsad.reconcile.episodes.telling import find_marks

_PACKAGE = "marsad.exporters.crosswalk"


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A type in both schemes; `also` are further codes of CAMEO that variants or people may set."""

    id: SignalType
    source: str
    event: str | None = None
    mode: str | None = None
    context: str | None = None
    cameo: str | None = None
    also: tuple[str, ...] = ()
    note: str = ""


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What takes a type's place where modality, number of actors and marks are such."""

    id: str
    type: SignalType
    source: str
    modalities: tuple[Modality, ...] = ()
    marks: tuple[str, ...] = ()
    joint: bool = False
    event: str | None = None
    mode: str | None = None
    context: str | None = None
    cameo: str | None = None
    note: str = ""

    def holds(self, signal: Signal) -> bool:
        """Tell whether it is meant for a signal."""
        if self.modalities and signal.modality not in self.modalities:
            return False
        if self.joint and len(signal.actors) < 2:
            return False
        return not self.marks or bool({*self.marks} & {*find_marks(signal.span.quote)})


class Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A root of CAMEO, with Goldstein's score and the quad class."""

    id: str
    goldstein: float
    quad: int


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An event of PLOVER and its quad class."""

    id: str
    quad: int


class Crossing(msgspec.Struct, frozen=True, kw_only=True):
    """What a signal is in both schemes, None where a scheme has no place for it; `variant` names the one that holds."""

    event: str | None
    mode: str | None
    context: str | None
    cameo: str | None
    variant: Variant | None = None


@cache
def load_types() -> dict[SignalType, Row]:
    """Return the row of each type."""
    return {row.id: row for row in load_table(_PACKAGE, "types.toml", Row)}


@cache
def load_variants() -> tuple[Variant, ...]:
    """Return the variants in the order in which they are tried."""
    return load_table(_PACKAGE, "variants.toml", Variant)


@cache
def load_roots() -> dict[str, Root]:
    """Return CAMEO's roots by their two digits."""
    return {row.id: row for row in load_table(_PACKAGE, "roots.toml", Root)}


@cache
def load_events() -> dict[str, Event]:
    """Return PLOVER's events by name."""
    return {row.id: row for row in load_table(_PACKAGE, "events.toml", Event)}


def find_crossing(signal: Signal) -> Crossing:
    """Return what a signal is in both schemes."""
    row = load_types()[signal.type]
    variant = next((one for one in load_variants() if one.type is signal.type and one.holds(signal)), None)
    if variant is None:
        return Crossing(event=row.event, mode=row.mode, context=row.context, cameo=row.cameo)
    mode = row.mode if variant.mode is None else variant.mode or None
    return Crossing(
        event=variant.event or row.event,
        mode=mode,
        context=variant.context or row.context,
        cameo=variant.cameo or row.cameo,
        variant=variant,
    )
