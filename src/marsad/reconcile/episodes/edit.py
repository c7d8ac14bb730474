"""What a person does to episodes: split and merge. Each gives an entry to append, as with stories, of records."""

from collections.abc import Collection

from marsad.model.episode import Episode
from marsad.model.story import Judgement
from marsad.reconcile.stories.edit import merge_groups, split_group


def split_episode(episode: Episode, records: Collection[str], *, by: str, why: str, at: str) -> Judgement:
    """Return the judgement that `records` tell of another act than the rest of the episode's."""
    return split_group(f"episode {episode.id}", episode.tellings, records, "records", by=by, why=why, at=at)


def merge_episodes(one: Episode, other: Episode, *, by: str, why: str, at: str) -> Judgement:
    """Return the judgement that two episodes are one act; an earlier split between them is overruled."""
    return merge_groups(f"episode {one.id}", one.tellings, other.tellings, by=by, why=why, at=at)
