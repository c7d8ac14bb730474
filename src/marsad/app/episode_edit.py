"""`marsad episodes split`, `merge` and `undo`: what persons say of episodes."""

from collections.abc import Iterable, Sequence

from marsad.app.errors import FINE, AppError
from marsad.app.opening import open_written
from marsad.app.stories import describe_entry
from marsad.app.stories_edit import stamp
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, LedgerPlace
from marsad.model import Judgement, Undo
from marsad.model.episode import Episode
from marsad.reconcile.episodes import merge_episodes, split_episode
from marsad.reconcile.stories import undo


def run_split(screen: Screen, path: LedgerPlace, name: str, records: Sequence[str], *, by: str, why: str) -> int:
    """Append that `records` tell of another act than the rest of their episode's; return the exit code."""
    with open_written(path) as ledger:
        episode = ledger.episode(name)
        chosen = [find_telling(episode, record) for record in records]
        _append(screen, ledger, split_episode(episode, chosen, by=by, why=why, at=stamp()), episode.tellings)
    return FINE


def find_telling(episode: Episode, prefix: str) -> str:
    """Return the record of an episode whose id begins so; raise AppError where there is none, or several."""
    found = [record for record in episode.tellings if record.startswith(prefix)]
    if len(found) != 1:
        raise AppError(f"episode {episode.id} has {len(found) or 'no'} records whose id begins with {prefix!r}")
    return found[0]


def run_merge(screen: Screen, path: LedgerPlace, name: str, other: str, *, by: str, why: str) -> int:
    """Append that two episodes are one act; return the exit code."""
    with open_written(path) as ledger:
        one, two = ledger.episode(name), ledger.episode(other)
        _append(screen, ledger, merge_episodes(one, two, by=by, why=why, at=stamp()), one.tellings[:1])
    return FINE


def run_undo(screen: Screen, path: LedgerPlace, name: str, judgement: str, *, by: str, why: str) -> int:
    """Append that a judgement of an episode, whose id begins with `judgement`, is taken back; return the exit code."""
    with open_written(path) as ledger:
        episode = ledger.episode(name)
        entries = [entry for entry in ledger.episode_judgements(episode.id) if entry.id.startswith(judgement)]
        if len(entries) != 1:
            many = len(entries) or "no"
            raise AppError(f"episode {episode.id} has {many} judgements whose id begins with {judgement!r}")
        entry = entries[0]
        sides = (*entry.left, *entry.right) if isinstance(entry, Judgement) else episode.tellings
        _append(screen, ledger, undo(entries, entry.id, by=by, why=why, at=stamp()), sides)
    return FINE


def _append(screen: Screen, ledger: Ledger, entry: Judgement | Undo, records: Iterable[str]) -> None:
    """Append an entry, and tell of it and of the episodes that its records are in now."""
    ledger.append_episode_judgement(entry)
    screen.say(describe_entry(entry))
    found = {episode.id: episode for episode in map(ledger.episode, records)}
    for episode in found.values():
        screen.say(f"episode {episode.id}: {len(episode.tellings)} records, {episode.status.value}")
