"""`marsad levels`: the scale of escalation, and whether two coders agree on it; levels in words."""

from pathlib import Path
from typing import Any

import msgspec
from rich.table import Table

from marsad.app.errors import ASIDE, FINE, AppError
from marsad.app.terminal import Screen
from marsad.measure.levels import (
    CodingError,
    Form,
    Level,
    LevelAgreement,
    find_class,
    load_codings,
    load_form,
    load_rules,
    load_scale,
    make_level_agreement,
    show_level,
)
from marsad.measure.levels.coders import ITEMS, KAPPA
from marsad.model.measure import Track

AS_CLASSES = f"Shown as three classes until two coders agree on {ITEMS} items (weighted kappa {KAPPA}); docs/levels.md."


def run_levels(screen: Screen, agree: tuple[Path, Path] | None, *, criteria: bool, as_json: bool) -> int:
    """Print the scale, its criteria, or the agreement of two files of codings; return the exit code."""
    if agree:
        return _print_agreement(screen, make_level_agreement(*map(_load, agree)), as_json=as_json)
    return _print_criteria(screen, as_json=as_json) if criteria else _print_scale(screen, as_json=as_json)


def _print_scale(screen: Screen, *, as_json: bool) -> int:
    rungs = [load_scale()[number] for number in sorted(load_scale(), reverse=True)]
    if as_json:
        for rung in rungs:
            told = {"level": rung.id, "class": find_class(rung.id), "words": rung.words, "acts": rung.acts}
            screen.raw(msgspec.json.encode(told).decode())
        return FINE
    table = Table(title="Two tracks, never added or averaged", title_justify="left")
    for name in ("level", "class", "words", "acts"):
        table.add_column(name, justify="right" if name == "level" else "left")
    for rung in rungs:
        table.add_row(str(rung.id), find_class(rung.id), rung.words, rung.acts or "–")
    screen.out.print(table)
    if load_form() is Form.CLASSES:
        screen.say(AS_CLASSES, style="dim")
    return FINE


def _print_criteria(screen: Screen, *, as_json: bool) -> int:
    """Print which signals reach which level, the gravest first, words before acts."""
    rules = sorted(load_rules(), key=lambda rule: (rule.track is Track.ACTS, -rule.level, rule.id))
    if as_json:
        for rule in rules:
            screen.raw(msgspec.json.encode(rule).decode())
        return FINE
    table = Table(title="Criteria; of several that hold the one furthest from zero counts", title_justify="left")
    for name in ("level", "criterion", "signals", "with", "without"):
        table.add_column(name, justify="right" if name == "level" else "left")
    for rule in rules:
        types = ", ".join(rule.types) + (f" ({', '.join(rule.modalities)})" if rule.modalities else "")
        note = f"; {rule.note}" if rule.note else ""
        table.add_row(str(rule.level), rule.id, types, ", ".join(rule.needs) + note, ", ".join(rule.lacks))
    screen.out.print(table)
    return FINE


def _load(path: Path) -> Any:  # noqa: ANN401 (codings, handed on)
    try:
        return load_codings(path.read_text(encoding="utf-8"))
    except (CodingError, UnicodeDecodeError) as error:
        raise AppError(f"{path}: {error}; see docs/levels.md for the form") from error


def _print_agreement(screen: Screen, found: LevelAgreement, *, as_json: bool) -> int:
    code = FINE if found.may_publish else ASIDE
    if as_json:
        screen.raw(msgspec.json.encode({"may_publish": found.may_publish, **msgspec.to_builtins(found)}).decode())
        return code
    screen.say(f"{found.items} items coded by both; {found.other_track} of them on different tracks")
    for each in found.tracks:
        levels, classes = (
            f"{kappa:.2f}" if kappa is not None else "undefined" for kappa in (each.levels, each.classes)
        )
        screen.say(f"{each.track.value}: {each.items} items, weighted kappa {levels}, kappa of classes {classes}")
    verdict = "levels may be shown" if found.may_publish else "classes are shown"
    screen.say(f"{verdict}; needed: {ITEMS} items and {KAPPA} on both tracks", style="bold")
    return code


def describe_level(level: Level) -> str:
    """Return a level as it is published, with the criteria that it met and what capped it."""
    capped = "" if level.capped_from is None else f"; capped from {show_level(level.capped_from)}"
    flagged = "; flagged, nobody is named" if level.flagged else ""
    return f"{level.track.value}: {show_level(level.value)} ({level.rule}: {', '.join(level.because)}{capped}{flagged})"


def make_level_json(level: Level) -> dict[str, object]:
    """Return a level as it is published, for programs."""
    told = msgspec.to_builtins(level)
    capped = None if level.capped_from is None else show_level(level.capped_from)
    return {**told, "value": show_level(level.value), "capped_from": capped, "form": load_form().value}
