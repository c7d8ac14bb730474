"""What a person does to episodes: split, merge, undo. Each gives an entry to append, of records instead of articles."""

from collections.abc import Collection, Iterable
from typing import Protocol

from marsad.model.episode import Episode
from marsad.model.story import Judgement, Undo
from marsad.reconcile.stories.edit import merge_groups, split_group, undo

__all__ = ["EpisodeEdits", "merge_episodes", "split_episode", "undo"]


class EpisodeEdits(Protocol):
    """Where persons' judgements of episodes are kept, in the order of appending."""

    def entries(self) -> Iterable[Judgement | Undo]:
        """Yield what was appended, the earliest first."""

    def append(self, entry: Judgement | Undo) -> None:
        """Add an entry behind all others; nothing that was said before is changed."""


def split_episode(episode: Episode, records: Collection[str], *, by: str, why: str, at: str) -> Judgement:
    """Return the judgement that `records` tell of another act than the rest of the episode's."""
    return split_group(f"episode {episode.id}", episode.tellings, records, "records", by=by, why=why, at=at)


def merge_episodes(one: Episode, other: Episode, *, by: str, why: str, at: str) -> Judgement:
    """Return the judgement that two episodes are one act; an earlier split between them is overruled."""
    return merge_groups(f"episode {one.id}", one.tellings, other.tellings, by=by, why=why, at=at)
