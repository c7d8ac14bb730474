"""What a rule would have told, day by day, of an episode of the past."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from marsad.alerts.judge import Find, Happening, Heard, Known, find_news, join_known, list_met, make_known
from marsad.alerts.rules import Rule
from marsad.model.episode import Link
from marsad.reconcile.episodes import make_episode


class Fired(NamedTuple):
    """A day on which a rule would have told of an episode, with what was news."""

    day: date
    rule: str
    happening: Happening
    met: tuple[Heard, ...]
    news: tuple[str, ...]


def replay(
    rule: Rule, heard: Sequence[Heard], links: Sequence[Link], told: Callable[[str], date | None], find: Find
) -> Iterator[Fired]:
    """Yield what a rule would have told of the episode of these tellings, as it stood on each day of a telling.

    `links` lead to them; `told` gives the day of the record at a link's other end, which is known only then.
    """
    known: Known | None = None
    for day in sorted({one.telling.told for one in heard if one.telling.told}):
        happening = _stand(heard, links, told, day)
        met = list_met(rule, happening, find)
        if not met:
            continue
        now = make_known(happening, met)
        if news := find_news(rule, known, now):
            yield Fired(day, rule.id, happening, met, news)
        known = remember(known, now, told=bool(news))


def remember(known: Known | None, now: Known, *, told: bool) -> Known:
    """Return what is known after an episode was judged; what was no news raises neither level nor sources."""
    if known is None or told:
        return join_known([one for one in (known, now) if one]) or now
    return Known(records=known.records | now.records, level=known.level, status=known.status, sources=known.sources)


def _stand(heard: Sequence[Heard], links: Sequence[Link], told: Callable[[str], date | None], day: date) -> Happening:
    """Return the episode as it stood at the end of a day."""
    mine = [one for one in heard if one.telling.told and one.telling.told <= day]
    standing = [link for link in links if (when := told(link.source)) is not None and when <= day]
    sources = {one.telling.article: one.source for one in mine}
    episode = make_episode([one.telling for one in mine], sources, standing)
    order = {record: nth for nth, record in enumerate(episode.tellings)}
    return Happening(episode=episode, heard=tuple(sorted(mine, key=lambda one: order[one.telling.record])))
