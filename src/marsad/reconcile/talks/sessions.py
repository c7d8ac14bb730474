"""Sessions: which episodes tell of one meeting, in which format it was, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b

from marsad.model import Modality, SignalType
from marsad.model.episode import Episode, Telling
from marsad.model.kinds import Status
from marsad.reconcile.material import Material
from marsad.reconcile.talks.nouns import Session, SessionState
from marsad.reconcile.talks.words import find_formats, is_put_off
from marsad.reference.formats import TalkFormat, load_formats

_NEAR = 3  # days within which episodes of one format tell of one session
_PAIR = 2
_WAYS = frozenset({"call", "summit"})
_STATES = {
    Modality.ACTUAL: SessionState.HELD,
    Modality.CONDITIONAL: SessionState.MOOTED,
    Modality.DENIED: SessionState.DENIED,
    Modality.HALTED: SessionState.HELD,  # halted before, and then told as done: see `_find_state`
    Modality.PLANNED: SessionState.PLANNED,
    Modality.POSSIBLE: SessionState.MOOTED,
}


def find_sessions(material: Material) -> list[Session]:
    """Return the sessions that episodes tell of, by day, the undated last; without what came of them."""
    groups: defaultdict[str, list[tuple[Episode, str | None]]] = defaultdict(list)
    of_form: defaultdict[str | None, dict[str, None]] = defaultdict(dict)
    for episode in material.found.episodes:
        if tells_talks(episode, material.tellings):
            form = find_format(episode, material)
            kin = {name: groups[name] for name in of_form[form]} if form else {}
            name = _find_group(kin, episode, form, material.tellings)
            groups[name].append((episode, form))
            of_form[form][name] = None
    made = [_make_session(group, material) for group in groups.values()]
    return sorted(made, key=lambda one: (one.since is None, one.since or date.max, one.id))


def tells_talks(episode: Episode, tellings: Mapping[str, Telling]) -> bool:
    """Tell whether an episode is a meeting of two sides or of a body, and no mere accord."""
    return any(tellings[record].type is SignalType.TALKS for record in episode.tellings)


def find_format(episode: Episode, material: Material) -> str | None:
    """Return the format that most of an episode's sentences name and that its parties and day do not rule out."""
    counts: defaultdict[str, int] = defaultdict(int)
    for record in episode.tellings:
        for name in find_formats(material.words[record]):
            if may_be_format(load_formats()[name], episode):
                counts[name] += 1
    return max(counts, key=lambda name: (bool(load_formats()[name].parties), counts[name]), default=None)


def may_be_format(form: TalkFormat, episode: Episode) -> bool:
    """Tell whether who met, and when, goes with a format."""
    named = {*episode.actors, *episode.targets}
    if form.parties and named and not named & {*form.parties}:
        return False
    return not episode.is_dated or episode.until is None or form.existed(episode.until)


def _find_group(
    groups: Mapping[str, Sequence[tuple[Episode, str | None]]],
    episode: Episode,
    form: str | None,
    tellings: Mapping[str, Telling],
) -> str:
    """Return the first episode of the session of a format that an episode tells too; else the episode's own id.

    It is of the same days, or with its day open told in the same article. Calls and summits are of many formats.
    """
    if form is None or load_formats()[form].kind in _WAYS:
        return episode.id
    for name, group in groups.items():
        for one, other in group:
            if other == form and (_is_near(one, episode) or _is_together(one, episode, tellings)):
                return name
    return episode.id


def _is_together(one: Episode, other: Episode, tellings: Mapping[str, Telling]) -> bool:
    articles = [{tellings[record].article for record in episode.tellings} for episode in (one, other)]
    return one.since is None and other.since is None and bool(articles[0] & articles[1])


def _is_near(one: Episode, other: Episode) -> bool:
    if one.since is None or one.until is None or other.since is None or other.until is None:
        return False
    return (other.since - one.until).days <= _NEAR and (one.since - other.until).days <= _NEAR


def _make_session(group: Sequence[tuple[Episode, str | None]], material: Material) -> Session:
    episodes = [episode for episode, _ in group]
    told = sorted((material.tellings[record] for episode in episodes for record in episode.tellings), key=_order)
    records = [telling.record for telling in told]
    main = max(episodes, key=lambda one: (not one.background, one.is_dated, len(one.sources), one.id))
    form = next((form for _, form in group if form), None)
    dated = [one for one in episodes if one.is_dated] or episodes
    news = [record for record in records if not material.tellings[record].background]
    return Session(
        id="n" + blake2b(min(one.id for one in episodes).encode(), digest_size=9).hexdigest(),
        state=_find_state(episodes, [material.words[record] for record in records]),
        parties=_list_parties(main, form),
        episodes=tuple(one.id for one in episodes),
        records=tuple(records),
        status=main.status,
        because=main.because,
        format=form,
        since=_first(one.since for one in dated),
        until=_first(one.until for one in dated),
        is_dated=any(one.is_dated for one in episodes),
        place=next((one.place for one in episodes if one.place), None),
        background=all(one.background for one in episodes),
        told_by=tuple(sorted({material.tellings[record].article for record in news})),
    )


def _order(telling: Telling) -> tuple[bool, date, str]:
    return telling.told is None, telling.told or date.max, telling.record


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _list_parties(episode: Episode, form: str | None) -> tuple[str, ...]:
    """Return who met, and with one alone named the other of a format of two."""
    named = (*episode.actors, *(code for code in episode.targets if code not in episode.actors))
    seats = load_formats()[form].parties if form else ()
    rest = [code for code in seats if code not in named] if len(seats) == _PAIR and len(named) < _PAIR else []
    return (*named, *rest)


def _find_state(episodes: Sequence[Episode], words: Sequence[str]) -> SessionState:
    """Return what became of a session: called off where one of its episodes is and none later tells it as held."""
    last = max((one for one in episodes if one.since), key=lambda one: (one.since, one.id), default=episodes[0])
    called_off = [one for one in episodes if one.status is Status.CANCELLED]
    if called_off and (last in called_off or all(one.modality is not Modality.ACTUAL for one in episodes)):
        return SessionState.POSTPONED if any(is_put_off(text) for text in words) else SessionState.CANCELLED
    states = [_STATES[one.modality] for one in episodes]
    order = (SessionState.HELD, SessionState.PLANNED, SessionState.MOOTED, SessionState.DENIED)
    return next(state for state in order if state in states)
