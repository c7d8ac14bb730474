"""How hard words are, by what they name and who says them; compared, never added up into a measure."""

from functools import cache

import msgspec

from marsad.lexicon import load_table
from marsad.model.episode import Telling
from marsad.model.kinds import Modality, SignalType
from marsad.reference.voices import Voice, find_voice

_WEAPONS = frozenset({"bomber", "missile", "strategic", "submarine", "warheads"})


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: SignalType
    line: str
    rank: int


class Hardness(msgspec.Struct, frozen=True, kw_only=True):
    """What makes words hard: each part compared with the same part of other words."""

    rank: int  # of the type within its line
    unconditional: bool
    target: bool
    arms: int  # 0 none, 1 named, 2 nuclear
    dated: bool
    command: bool  # whether the speaker may order a launch


@cache
def _load_lines() -> dict[SignalType, _Line]:
    return {row.id: row for row in load_table("marsad.reconcile.sayings", "lines.toml", _Line)}


def find_line(kind: SignalType) -> str | None:
    """Return the line of talk that a type of words carries on; None for acts."""
    row = _load_lines().get(kind)
    return row.line if row else None


def measure_hardness(telling: Telling) -> Hardness:
    """Return what makes a telling's words hard."""
    return Hardness(
        rank=_load_lines()[telling.type].rank,
        unconditional=telling.modality is not Modality.CONDITIONAL,
        target=bool(telling.targets),
        arms=2 if "nuclear" in telling.marks else 1 if _WEAPONS & {*telling.marks} else 0,
        dated=telling.since is not None and telling.told is not None and telling.since > telling.told,
        command=find_voice(telling.person, telling.actors, telling.told, telling.role) is Voice.COMMAND,
    )


def compare_hardness(now: Hardness, before: Hardness) -> tuple[int, tuple[str, ...]]:
    """Return 1 where words are harder than others, -1 where softer, 0 where alike, and in what they differ."""
    parts = (
        ("a harder kind of words", now.rank - before.rank),
        ("no condition", now.unconditional - before.unconditional),
        ("a target is named", now.target - before.target),
        ("a weapon is named", now.arms - before.arms),
        ("a day is named", now.dated - before.dated),
        ("said by who holds command", now.command - before.command),
    )
    differing = [(words, step) for words, step in parts if step]
    balance = sum((step > 0) - (step < 0) for _, step in differing)
    sign = (balance > 0) - (balance < 0) or ((now.rank > before.rank) - (now.rank < before.rank))
    return sign, tuple(f"{'more' if step > 0 else 'less'}: {words}" for words, step in differing)
