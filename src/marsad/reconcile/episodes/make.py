"""From groups of tellings to episodes."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import TypeVar

from marsad.model.episode import Episode, Link, Telling
from marsad.model.kinds import Modality
from marsad.reconcile.episodes.status import find_status

_Value = TypeVar("_Value")

_STRENGTH = (
    Modality.HALTED,
    Modality.ACTUAL,
    Modality.PLANNED,
    Modality.CONDITIONAL,
    Modality.POSSIBLE,
    Modality.DENIED,
)


def make_episode(tellings: Collection[Telling], sources: Mapping[str, str], links: Collection[Link] = ()) -> Episode:
    """Return the episode of one or more tellings, the same in whatever order they come; see `find_status`."""
    ranked = sorted(tellings, key=_rank)
    status, because = find_status(ranked, sources, links)
    since, until, is_dated = _find_days(ranked)
    first = ranked[0]
    return Episode(
        id="e" + blake2b(first.record.encode(), digest_size=9).hexdigest(),
        type=_most_common(telling.type for telling in ranked) or first.type,
        actors=_list_common(telling.actors for telling in ranked),
        targets=_list_common(telling.targets for telling in ranked),
        tellings=tuple(telling.record for telling in ranked),
        sources=tuple(sorted({sources.get(telling.article, telling.article) for telling in ranked})),
        status=status,
        because=because,
        modality=_find_modality(ranked),
        since=since,
        until=until,
        is_dated=is_dated,
        place=_most_common(telling.place for telling in ranked if telling.place),
        background=all(telling.background for telling in ranked),
    )


def _rank(telling: Telling) -> tuple[bool, date, str]:
    """Return the order of telling: by day, the undated last."""
    return telling.told is None, telling.told or date.max, telling.record


def _find_modality(ranked: Sequence[Telling]) -> Modality:
    """Return what came of it: the last that was said, where what happened outweighs what was planned before."""
    told = {telling.modality for telling in ranked}
    return next(modality for modality in _STRENGTH if modality in told)


def _find_days(ranked: Sequence[Telling]) -> tuple[date | None, date | None, bool]:
    """Return the narrowest days that a telling gives, of equal ones those given most often, and true.

    Where none gives any: the day when it was first told as news, and false.
    """
    given = Counter((one.since, one.until) for one in ranked if one.since and one.until)
    if given:
        days = min(given, key=lambda days: ((days[1] - days[0]).days, -given[days], days))
        return (*days, True)
    news = [one.told for one in ranked if one.told and not one.background]
    return (news[0], news[0], False) if news else (None, None, False)


def _most_common(values: Iterable[_Value]) -> _Value | None:
    ranked = Counter(values).most_common(1)
    return ranked[0][0] if ranked else None


def _list_common(sides: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the parties that most of those who name any name, the first named first."""
    named = [side for side in sides if side]
    counts = Counter(code for side in named for code in side)
    first = next(iter(named), ())
    kept = [code for code, count in counts.items() if count * 2 > len(named)]
    return tuple(kept) or first
