"""The level of one signal: which criteria it met, and what capped it."""

from collections.abc import Collection
from functools import cache

import msgspec

from marsad.lexicon import load_table
from marsad.measure.levels.abroad import is_abroad
from marsad.model.episode import Telling
from marsad.model.kinds import Modality, SignalType
from marsad.model.measure import Track
from marsad.reference.voices import Voice, find_voice

_PACKAGE = "marsad.measure.levels"
_WEAPONS = frozenset({"bomber", "capable_missile", "missile", "submarine", "warheads"})
_CAPABLE = _WEAPONS | {"nuclear", "strategic"}
_SUDDEN = frozenset({"response", "unannounced"})


class Rung(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a level means on either track."""

    id: int
    words: str
    acts: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A criterion: signals of these types and modalities, with and without these marks, reach this level.

    `note` tells what it takes for granted.
    """

    id: str
    track: Track
    level: int
    types: tuple[SignalType, ...]
    modalities: tuple[Modality, ...] = ()
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    note: str = ""

    def holds(self, telling: Telling, marks: Collection[str]) -> bool:
        """Tell whether a telling with these marks meets the criterion."""
        fits = telling.type in self.types and (not self.modalities or telling.modality in self.modalities)
        return fits and all(mark in marks for mark in self.needs) and not any(mark in marks for mark in self.lacks)


class _Cap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: Voice
    most: int
    flagged: bool = False


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """A signal's level on its track.

    `rule` is the criterion that gave it and `because` the marks that it rests on; `capped_from` is the level that the
    words would have had in the mouth of who holds launch authority; `flagged` marks what an unnamed voice said.
    """

    track: Track
    value: int
    rule: str
    because: tuple[str, ...]
    capped_from: int | None = None
    flagged: bool = False


@cache
def load_scale() -> dict[int, Rung]:
    """Return what each level means."""
    return {row.id: row for row in load_table(_PACKAGE, "scale.toml", Rung)}


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the criteria."""
    return load_table(_PACKAGE, "rules.toml", Rule)


@cache
def _load_caps() -> dict[Voice, _Cap]:
    return {row.id: row for row in load_table(_PACKAGE, "caps.toml", _Cap)}


@cache
def _rules_of(kind: SignalType) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules() if kind in rule.types)


def find_level(telling: Telling, *, unscheduled: bool = False) -> Level | None:
    """Return the level of a telling by the criterion furthest from zero; None where no criterion speaks of it.

    `unscheduled` says that an exercise has no precedent in its series, which the caller may know. What did not happen
    (possible, denied) has no level as an act.
    """
    voice = find_voice(telling.person, telling.actors, telling.told, telling.role)
    marks = {*telling.marks, voice.value, *_find_marks(telling)}
    if unscheduled:
        marks.add("unscheduled")
    held = [rule for rule in _rules_of(telling.type) if rule.holds(telling, marks)]
    if not held:
        return None
    rule = max(held, key=lambda each: (abs(each.level), each.level, each.id))
    said = (telling.type.value, telling.modality.value, *rule.needs, rule.note)
    return _cap(rule, voice, tuple(word for word in said if word))


def _find_marks(telling: Telling) -> set[str]:
    """Return the marks that do not stand in single words."""
    named = {*telling.marks}
    found = {
        "target": bool(telling.targets),
        "ahead": telling.since is not None and telling.told is not None and telling.since > telling.told,
        "abroad": is_abroad(telling),
        "weapon": bool(named & _WEAPONS),
        "capable": bool(named & _CAPABLE),
        "unscheduled": telling.type is SignalType.EXERCISE and bool(named & _SUDDEN),
    }
    return {mark for mark, holds in found.items() if holds}


def _cap(rule: Rule, voice: Voice, because: tuple[str, ...]) -> Level:
    cap = _load_caps().get(voice)
    if rule.track is Track.ACTS or cap is None:
        return Level(track=rule.track, value=rule.level, rule=rule.id, because=because)
    capped = rule.level > cap.most
    return Level(
        track=rule.track,
        value=min(rule.level, cap.most),
        rule=rule.id,
        because=(*because, f"said by: {voice.value}") if capped else because,
        capped_from=rule.level if capped else None,
        flagged=cap.flagged and rule.level >= cap.most,
    )
