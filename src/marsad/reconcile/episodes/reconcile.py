"""All at once: from tellings to episodes with their status, and the links between records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.model.episode import Episode, Link, Telling
from marsad.model.story import Judgement, Undo
from marsad.reconcile.episodes.add import add_tellings
from marsad.reconcile.episodes.index import Index
from marsad.reconcile.episodes.links import DayBook, find_conflicts, find_links, link_inside
from marsad.reconcile.episodes.make import make_episode
from marsad.reconcile.stories.group import group_articles


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """What records amount to: episodes by their first telling's day, links, and the rule's judgements."""

    episodes: tuple[Episode, ...]
    links: tuple[Link, ...]
    judgements: tuple[Judgement, ...]


def reconcile_tellings(
    tellings: Iterable[Telling], sources: Mapping[str, str], edits: Sequence[Judgement | Undo] = ()
) -> Reconciled:
    """Return the episodes of tellings; `sources` names each article's upstream source, `edits` are persons' judgements.

    The same in whatever order the tellings come.
    """
    known = {telling.record: telling for telling in tellings}
    judgements = add_tellings(Index(), known.values())
    book = DayBook(known.values())
    links = [link for record in sorted(known) for link in find_links(book, known[record])]
    groups = group_records(group_articles([*judgements, *edits]), known)
    for group in groups:
        members = [known[record] for record in group]
        links += [*link_inside(members), *find_conflicts(members)]
    by_target: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_target[link.target].append(link)
    made = [
        make_episode([known[record] for record in group], sources, [link for one in group for link in by_target[one]])
        for group in groups
    ]
    return Reconciled(episodes=tuple(sorted(made, key=_rank)), links=tuple(links), judgements=judgements)


def group_records(groups: Iterable[Sequence[str]], known: Mapping[str, Telling]) -> list[tuple[str, ...]]:
    """Return what of groups is known, and alone the known records that are in none."""
    grouped = [tuple(record for record in group if record in known) for group in groups]
    linked = {record for group in grouped for record in group}
    alone = [(record,) for record in sorted(known) if record not in linked]
    return [group for group in [*grouped, *alone] if group]


def _rank(episode: Episode) -> tuple[str, str]:
    return str(episode.since or ""), episode.id
