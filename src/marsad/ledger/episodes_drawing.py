"""Episodes drawn from what was judged, and the links between records: made anew for those that a change touches."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import act, ask
from marsad.ledger.days import mark_episodes, mark_tellings
from marsad.ledger.episodes_entries import RECORDS
from marsad.ledger.episodes_filing import load_tellings
from marsad.ledger.gathered import Gathered, gather_apart
from marsad.ledger.graded import Drawn, erase_graded, write_graded
from marsad.ledger.novelty import Openings, follow_words, load_openings
from marsad.ledger.said import write_said
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_entries import encode_value
from marsad.measure.levels import Track, choose_levels
from marsad.model import encode
from marsad.model.episode import Episode, Link, LinkKind, Telling
from marsad.reconcile.episodes import find_conflicts, group_records, link_inside, make_episode
from marsad.reconcile.stories import find_standing, group_linked


def draw_episodes(db: Database, touched: Iterable[str]) -> int:
    """Draw the episodes of the records `touched`, and of those that hang together with them.

    Return how many records are in them.
    """
    before: Openings = {}
    keys: list[int] = []
    records = 0
    for gathered in gather_apart(db, RECORDS, touched):
        known = load_tellings(db, gathered.names)
        before |= erase(db, known)
        mark_tellings(db, sorted(known))
        tellings = {record: telling for record, (telling, _) in known.items()}
        sources = {telling.article: source for telling, source in known.values()}
        keys += _write(db, _draw(db, gathered, tellings, sources), sources)
        records += len(known)
    follow_words(db, before, keys)
    return records


def _draw(
    db: Database, gathered: Gathered, tellings: Mapping[str, Telling], sources: Mapping[str, str]
) -> list["_Group"]:
    """Return the episodes of tellings that hang together."""
    across: dict[str, list[Link]] = {}
    for link in load_links(db, list(tellings), towards=True):
        across.setdefault(link.target, []).append(link)
    drawn = []
    for group in group_records(group_linked(gathered.links, find_standing(gathered.said)), tellings):
        members = [tellings[record] for record in group]
        inside = [*link_inside(members), *find_conflicts(members)]
        links = [*inside, *sorted((link for record in group for link in across.get(record, ())), key=_rank)]
        drawn.append(_Group(make_episode(members, sources, links), members, inside))
    return drawn


class _Group(NamedTuple):
    """An episode with its tellings and the links within it."""

    episode: Episode
    members: Sequence[Telling]
    inside: Sequence[Link]


def erase(db: Database, records: Collection[str]) -> Openings:
    """Take away the episodes of records; return with what words these opened."""
    rows = ask(db, "SELECT DISTINCT episode FROM telling WHERE standing = 1 AND record IN", sorted(records))
    keys = sorted({row["episode"] for row in rows if row["episode"] is not None})
    mark_episodes(db, keys)
    act(db, "UPDATE telling SET episode = NULL WHERE episode IN", keys)
    act(db, "DELETE FROM record_link WHERE within IN", keys)
    openings = load_openings(db, keys)
    erase_graded(db, keys)
    act(db, "DELETE FROM said WHERE episode IN", keys)
    act(db, "DELETE FROM episode_part WHERE episode IN", keys)
    act(db, "DELETE FROM episode WHERE key IN", keys)
    return openings


def _write(db: Database, drawn: Sequence[_Group], sources: Mapping[str, str]) -> list[int]:
    """Write episodes; return their keys."""
    rows = [_make_row(one.episode, one.members) for one in drawn]
    keys = db.insert_all("episode", rows)
    parts = [
        (key, part, code, row["id"], row["since"], row["until"])
        for key, row, one in zip(keys, rows, drawn, strict=True)
        for part, code in list_parts(one.episode)
    ]
    db.executemany("INSERT INTO episode_part (episode, part, code, id, since, until) VALUES (?, ?, ?, ?, ?, ?)", parts)
    write_said(db, [(key, one.members) for key, one in zip(keys, drawn, strict=True)])
    notes = [Drawn(key, one.episode, one.members) for key, one in zip(keys, drawn, strict=True)]
    write_graded(db, notes, sources)
    marks = [(key, record) for key, one in zip(keys, drawn, strict=True) for record in one.episode.tellings]
    db.executemany("UPDATE telling SET episode = ? WHERE record = ? AND standing = 1", marks)
    for key, one in zip(keys, drawn, strict=True):
        write_record_links(db, one.inside, key)
    return keys


def _make_row(episode: Episode, members: Sequence[Telling]) -> dict[str, object]:
    levels = choose_levels(members)
    return {
        "id": episode.id,
        "type": episode.type.value,
        "status": episode.status.value,
        "since": episode.since and episode.since.isoformat(),
        "until": episode.until and episode.until.isoformat(),
        "background": int(episode.background),
        "place": episode.place,
        "tellings": len(episode.tellings),
        "sources": len(episode.sources),
        "modality": episode.modality.value,
        **{track.value: levels[track].value if track in levels else None for track in Track},
        "json": encode(episode).decode(),
    }


def list_parts(episode: Episode) -> list[tuple[str, str]]:
    """Return who has which part: actors, targets, either as a party, and in pairs A>B who turns to whom."""
    actors, targets = sorted({*episode.actors}), sorted({*episode.targets})
    return [
        *(("actor", code) for code in actors),
        *(("target", code) for code in targets),
        *(("party", code) for code in sorted({*actors, *targets})),
        *(("pair", f"{actor}>{target}") for actor in actors for target in targets),
    ]


def write_record_links(db: Database, links: Iterable[Link], within: int | None) -> None:
    """Write links; one that goes across and one within an episode are the same, and the first one stands."""
    db.executemany(
        "INSERT INTO record_link (source, kind, target, within, score, why) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(link.source, link.kind.value, link.target, within, link.score, encode_value(link.why)) for link in links],
    )


def replace_links(db: Database, links: Mapping[str, Collection[Link]]) -> set[str]:
    """Put the links that go out from records to others in place of those they had; return the records they concern."""
    records = sorted(links)
    old = {(link.source, link.target) for link in load_links(db, records, towards=False)}
    new = {(record, link.target) for record in records for link in links[record]}
    act(db, "DELETE FROM record_link WHERE within IS NULL AND source IN", records)
    write_record_links(db, [link for record in records for link in links[record]], None)
    return {target for _, target in old ^ new}


def load_links(db: Database, records: Sequence[str], *, towards: bool, within: bool = False) -> list[Link]:
    """Return the links towards records, or those from them; of the links within episodes only where asked for."""
    side = "target" if towards else "source"
    inside = "" if within else " within IS NULL AND"
    query = f"SELECT source, kind, target, score, why FROM record_link WHERE{inside} {side} IN"
    return sorted(map(read_link, ask(db, query, sorted(set(records)))), key=_rank)


def read_link(row: Row) -> Link:
    """Return the link in a row."""
    why = tuple(msgspec.json.decode(row["why"]))
    return Link(kind=LinkKind(row["kind"]), source=row["source"], target=row["target"], score=row["score"], why=why)


def _rank(link: Link) -> tuple[str, str, str]:
    return link.source, link.kind.value, link.target
