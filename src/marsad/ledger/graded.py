"""What each episode adds to series: its level on a track, and which pages carried it as news on which day.

It is written with the episode, and anew where the scale or what is known of its exercises is another by now. Whether
words are new hangs on what their party said before, and is noted by `novelty`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import act, ask
from marsad.ledger.days import DATED
from marsad.ledger.stores.base import Database
from marsad.measure.levels import Graded, grade_episode
from marsad.model import Check, CheckVerdict, SignalType, decode, encode
from marsad.model.episode import Episode, Telling

_GRADED = "episode, track, type, since, until, json"
_CARRIED = "episode, track, article, day, type, source, is_first"

Row = tuple[object, ...]


class Drawn(NamedTuple):
    """An episode by its key, with its tellings."""

    key: int
    episode: Episode
    tellings: Sequence[Telling]


class _Page(NamedTuple):
    key: int
    day: str


class Notes(NamedTuple):
    """The rows of episodes: on each track, and of who carries them."""

    graded: list[Row]
    carried: list[Row]


def write_graded(db: Database, drawn: Sequence[Drawn], sources: Mapping[str, str]) -> None:
    """Note what episodes add to series; `sources` has the upstream source of each of their articles."""
    notes = _make_notes(db, drawn, sources)
    db.executemany(f"INSERT INTO graded ({_GRADED}) VALUES (?, ?, ?, ?, ?, ?)", notes.graded)
    db.executemany(f"INSERT INTO carried ({_CARRIED}) VALUES (?, ?, ?, ?, ?, ?, ?)", notes.carried)


def erase_graded(db: Database, episodes: Sequence[int]) -> None:
    """Take away what is noted of episodes, by their keys."""
    for table in ("graded", "carried"):
        act(db, f"DELETE FROM {table} WHERE episode IN", episodes)


def grade_again(db: Database, episodes: Sequence[int]) -> None:
    """Note anew what episodes add to series; whether their words are new stays as it was."""
    kept = [(row["novelty"], row["episode"], row["track"]) for row in ask(db, _NOVELTY, episodes) if row["novelty"]]
    drawn, sources = load_drawn(db, episodes)
    erase_graded(db, episodes)
    write_graded(db, drawn, sources)
    db.executemany("UPDATE graded SET novelty = ? WHERE episode = ? AND track = ?", kept)


_NOVELTY = "SELECT episode, track, novelty FROM graded WHERE episode IN"


def grade_exercises(db: Database, article: int) -> None:
    """Note anew what the exercises of an article, by its key, add to series: what is known of them has changed."""
    query = (
        "SELECT DISTINCT t.episode FROM article a CROSS JOIN telling t ON t.article = a.id AND t.standing = 1"
        " JOIN record r ON r.key = t.revision WHERE a.key = ? AND r.type = ? AND t.episode IS NOT NULL"
    )
    keys = sorted(key for (key,) in db.execute(query, (article, SignalType.EXERCISE.value)))
    if keys:
        grade_again(db, keys)


def load_drawn(db: Database, episodes: Sequence[int]) -> tuple[list[Drawn], dict[str, str]]:
    """Return episodes by their keys with their tellings, and the sources of the articles of these.

    One that lacks a telling is left out: `check` tells of it.
    """
    members: defaultdict[int, list[Telling]] = defaultdict(list)
    sources: dict[str, str] = {}
    for row in ask(db, "SELECT episode, source, json FROM telling WHERE standing = 1 AND episode IN", episodes):
        telling = decode(row["json"], Telling)
        members[row["episode"]].append(telling)
        sources[telling.article] = row["source"]
    rows = ask(db, "SELECT key, json FROM episode WHERE key IN", episodes)
    drawn = [Drawn(row["key"], decode(row["json"], Episode), members[row["key"]]) for row in rows]
    return [one for one in drawn if {*one.episode.tellings} == {telling.record for telling in one.tellings}], sources


def _make_notes(db: Database, drawn: Sequence[Drawn], sources: Mapping[str, str]) -> Notes:
    tellings = [telling for one in drawn for telling in one.tellings]
    pages, unscheduled = _load_pages(db, tellings), _find_unscheduled(db, tellings)
    notes = Notes([], [])
    for key, episode, members in drawn:
        known = {telling.record: telling for telling in members}
        ordered = [known[record] for record in episode.tellings]
        for one in grade_episode(episode, ordered, sources, {}, unscheduled):
            days = (day and day.isoformat() for day in (one.since, one.until))
            bare = encode(msgspec.structs.replace(one, told=())).decode()
            notes.graded.append((key, one.track.value, one.type.value, *days, bare))
            notes.carried.extend(_list_carried(key, one, pages))
    return notes


def _list_carried(key: int, one: Graded, pages: Mapping[str, _Page]) -> Iterator[Row]:
    """Yield an episode's pages in the order of telling, each once; the first one of every source is marked."""
    seen: set[str] = set()
    for carrying in one.told:
        page = pages.get(carrying.article)
        if page and carrying.article not in seen:
            is_first = f"source {carrying.source}" not in seen
            seen |= {carrying.article, f"source {carrying.source}"}
            yield key, one.track.value, page.key, page.day, one.type.value, carrying.source, int(is_first)


def _load_pages(db: Database, tellings: Sequence[Telling]) -> dict[str, _Page]:
    """Return the articles of tellings that are sure to the day."""
    query = f"SELECT a.id, a.key, a.published_end FROM article a WHERE {DATED} AND a.id IN"
    rows = ask(db, query, sorted({telling.article for telling in tellings}))
    return {row["id"]: _Page(row["key"], row["published_end"]) for row in rows}


def _find_unscheduled(db: Database, tellings: Sequence[Telling]) -> frozenset[str]:
    """Return the records of exercises outside their usual weeks, or sudden, as their articles were checked."""
    exercises: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.type is SignalType.EXERCISE:
            exercises[telling.article].append(telling)
    found: set[str] = set()
    for row in ask(db, _CHECKS, sorted(exercises)):
        span = decode(row["json"], Check).span
        found |= {one.record for one in exercises[row["id"]] if one.start < span.end and span.start < one.end}
    return frozenset(found)


_VERDICTS = ", ".join(f"'{verdict.value}'" for verdict in CheckVerdict if verdict.is_unscheduled)
_CHECKS = (
    "SELECT a.id, c.json FROM article a CROSS JOIN claim c ON c.article = a.key"
    f" WHERE c.desk = 'exercise' AND c.verdict IN ({_VERDICTS}) AND a.id IN"
)


def check_graded(db: Database, episodes: Sequence[int]) -> Iterator[str]:
    """Yield one line for every episode of which is noted what is not so."""
    notes = _make_notes(db, *load_drawn(db, episodes))
    kept = Notes(
        [tuple(row) for row in ask(db, f"SELECT {_GRADED} FROM graded WHERE episode IN", episodes)],
        [tuple(row) for row in ask(db, f"SELECT {_CARRIED} FROM carried WHERE episode IN", episodes)],
    )
    for key in sorted({row[0] for one, other in zip(notes, kept, strict=True) for row in {*one} ^ {*other}}, key=str):
        yield f"episode {key}: its part in series is not that of its tellings; rebuild the episodes"
