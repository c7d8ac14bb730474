"""Episodes drawn from what was judged, and the links between records: made anew for those that a change touches."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.episodes_entries import gather
from marsad.ledger.episodes_filing import load_tellings
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_entries import encode_value
from marsad.measure.levels import choose_levels
from marsad.model import encode
from marsad.model.episode import Episode, Link, LinkKind, Telling
from marsad.reconcile.episodes import find_conflicts, group_records, link_inside, make_episode


def draw_episodes(db: Database, touched: Iterable[str]) -> int:
    """Draw the episodes of the records `touched`, and of those that hang together with them; return how many."""
    gathered = gather(db, touched)
    known = load_tellings(db, gathered.records)
    erase(db, known)
    tellings = {record: telling for record, (telling, _) in known.items()}
    sources = {telling.article: source for telling, source in known.values()}
    groups = group_records(gathered.entries, tellings)
    for group in groups:
        members = [tellings[record] for record in group]
        inside = [*link_inside(members), *find_conflicts(members)]
        across = load_links(db, [member.record for member in members], towards=True)
        _write(db, make_episode(members, sources, [*inside, *across]), members, inside)
    return len(groups)


def erase(db: Database, records: Collection[str]) -> None:
    """Take away the episodes of records."""
    rows = ask(db, "SELECT DISTINCT episode FROM telling WHERE episode IS NOT NULL AND record IN", sorted(records))
    for key in sorted({row["episode"] for row in rows}):
        db.execute("UPDATE telling SET episode = NULL WHERE episode = ?", (key,))
        db.execute("DELETE FROM record_link WHERE within = ?", (key,))
        db.execute("DELETE FROM episode_part WHERE episode = ?", (key,))
        db.execute("DELETE FROM episode WHERE key = ?", (key,))


def _write(db: Database, episode: Episode, members: Sequence[Telling], inside: Sequence[Link]) -> None:
    levels = choose_levels(members)
    row = {
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
        **{track.value: levels[track].value for track in levels},
        "json": encode(episode).decode(),
    }
    key = db.insert("episode", row)
    marks = ((key, record) for record in episode.tellings)
    parts = [(key, part, code, episode.id, row["since"], row["until"]) for part, code in list_parts(episode)]
    db.executemany("INSERT INTO episode_part (episode, part, code, id, since, until) VALUES (?, ?, ?, ?, ?, ?)", parts)
    db.executemany("UPDATE telling SET episode = ? WHERE record = ? AND standing = 1", marks)
    write_record_links(db, inside, key)


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


def replace_links(db: Database, telling: Telling, links: Collection[Link]) -> set[str]:
    """Put the links that go out from a telling to others in place of those it had; return the records they concern."""
    record = telling.record
    old = {link.target for link in load_links(db, [record], towards=False)}
    db.execute("DELETE FROM record_link WHERE source = ? AND within IS NULL", (record,))
    write_record_links(db, links, None)
    return old ^ {link.target for link in links}


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
