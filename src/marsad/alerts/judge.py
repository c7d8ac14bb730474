"""Whether an episode meets a rule, and what of it is news."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from marsad.alerts.rules import Condition, News, Rule
from marsad.measure.levels import Level, find_level
from marsad.model.episode import Episode, Telling
from marsad.model.kinds import Status
from marsad.reference.voices import Voice, find_voice

Find = Callable[[str, str], bool]  # whether words are in a sentence


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A telling with its level, the voice that speaks, the sentence, and where it stands."""

    telling: Telling
    level: Level | None
    voice: Voice
    sentence: str
    source: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An episode with its tellings, in the episode's order."""

    episode: Episode
    heard: tuple[Heard, ...]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule has told of an episode: in which records, at which level and status, by which upstream sources."""

    records: frozenset[str]
    level: int | None
    status: Status
    sources: frozenset[str]


def list_met(rule: Rule, happening: Happening, find: Find) -> tuple[Heard, ...]:
    """Return the tellings by which an episode meets a rule; none where it does not."""
    if rule.flags or rule.stands_out or happening.episode.background:
        return ()
    met = _meet(rule, happening, find)
    if rule.any:
        some = {one.telling.record for condition in rule.any for one in _meet(condition, happening, find)}
        met = tuple(one for one in met if one.telling.record in some)
    return met


def may_meet(rule: Rule, tellings: Sequence[Telling]) -> bool:
    """Tell whether an episode of these tellings could ever meet a rule, by what needs no page to be loaded."""
    if rule.flags or rule.stands_out:
        return False
    return _may(rule, tellings) and (not rule.any or any(_may(condition, tellings) for condition in rule.any))


def _may(wanted: Condition, tellings: Sequence[Telling]) -> bool:
    return (not wanted.types or any(one.type in wanted.types for one in tellings)) and any(
        _may_be_told_so(wanted, one) for one in tellings
    )


def _may_be_told_so(wanted: Condition, one: Telling) -> bool:
    if wanted.voice and find_voice(one.person, one.actors, one.told, one.role) not in wanted.voice:
        return False
    if wanted.level is None and wanted.track is None:
        return True
    level = find_level(one)
    least = -10 if wanted.level is None else wanted.level
    return level is not None and wanted.track in (None, level.track) and level.value >= least


def _meet(wanted: Condition, happening: Happening, find: Find) -> tuple[Heard, ...]:
    if not _fits(wanted, happening.episode):
        return ()
    return tuple(one for one in happening.heard if _is_told_so(wanted, one, find))


def _fits(wanted: Condition, episode: Episode) -> bool:
    sides = (episode.actors, episode.targets)
    return (
        (not wanted.types or episode.type in wanted.types)
        and (not wanted.modality or episode.modality in wanted.modality)
        and (not wanted.status or episode.status in wanted.status)
        and (not wanted.places or episode.place in wanted.places)
        and (not wanted.parties or not {*wanted.parties}.isdisjoint((*sides[0], *sides[1])))
        and (not wanted.pairs or any(_is_pair(pair, *sides) for pair in wanted.pairs))
    )


def _is_pair(pair: str, actors: Sequence[str], targets: Sequence[str]) -> bool:
    actor, _, target = pair.partition(":")
    return actor in actors and target in targets


def _is_told_so(wanted: Condition, one: Heard, find: Find) -> bool:
    level = one.level if one.level and wanted.track in (None, one.level.track) else None
    return (
        (wanted.level is None or (level is not None and level.value >= wanted.level))
        and (wanted.track is None or level is not None)
        and (not wanted.voice or one.voice in wanted.voice)
        and (not wanted.outlets or one.outlet in wanted.outlets)
        and (not wanted.words or any(find(words, one.sentence) for words in wanted.words))
    )


def is_fresh(rule: Rule, happening: Happening, today: date) -> bool:
    """Tell whether an episode was told lately enough to be worth an alert."""
    told = [one.telling.told for one in happening.heard if one.telling.told]
    return bool(told) and max(told) >= today - timedelta(rule.days)


def make_known(happening: Happening, met: Sequence[Heard]) -> Known:
    """Return what is known of an episode once it is told."""
    levels = [one.level.value for one in met if one.level]
    return Known(
        records=frozenset(happening.episode.tellings),
        level=max(levels, default=None),
        status=happening.episode.status,
        sources=frozenset(source for source in happening.episode.sources if source),
    )


def join_known(known: Sequence[Known]) -> Known | None:
    """Return what is known of an episode that was several when it was told; None where it never was.

    The last one's status holds.
    """
    if not known:
        return None
    return Known(
        records=frozenset().union(*(one.records for one in known)),
        level=max((one.level for one in known if one.level is not None), default=None),
        status=known[-1].status,
        sources=frozenset().union(*(one.sources for one in known)),
    )


def find_news(rule: Rule, before: Known | None, now: Known) -> tuple[str, ...]:
    """Return in words what is news of an episode for a rule; nothing where there is none."""
    if before is None:
        return ("new",)
    news = []
    if News.STATUS in rule.news and now.status is not before.status:
        news.append(f"now {now.status.value}, was {before.status.value}")
    if News.LEVEL in rule.news and now.level is not None and (before.level is None or now.level > before.level):
        news.append(f"level {now.level}" + ("" if before.level is None else f", was {before.level}"))
    if News.SOURCE in rule.news and (more := now.sources - before.sources):
        news.append(f"told by {', '.join(sorted(more))} too")
    return tuple(news)
