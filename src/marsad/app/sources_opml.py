"""`marsad sources import` and `marsad sources export`: the watch list from and to OPML."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from marsad.app.errors import ASIDE, FINE
from marsad.app.exporting import open_output
from marsad.app.labels import describe_count
from marsad.app.sources_file import append_outlets, find_owner, index_owners, read_or_begin
from marsad.app.terminal import Screen
from marsad.outlets import Outlet, WatchList, load_watch_list
from marsad.outlets.fields import make_key
from marsad.outlets.naming import make_id
from marsad.outlets.opml import LARGEST, make_opml, read_opml
from marsad.outlets.write import write_outlet

_TITLE = "Outlets watched by Marsad"


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an import: outlets that were new, how many feeds were there already, what was left out."""

    added: tuple[Outlet, ...]
    known: int
    problems: tuple[str, ...]


def run_sources_import(screen: Screen, file: Path, path: Path, *, dry_run: bool, as_json: bool) -> int:
    """Add what is new in an OPML file to the watch list; return the exit code."""
    with file.open("rb") as stream:
        listing = read_opml(stream.read(LARGEST + 1), str(file))
    _, watch = read_or_begin(path)
    done = _sort(watch, listing.outlets, listing.problems)
    if done.added and not dry_run:
        append_outlets(path, done.added)
    _show(screen, done, path, dry_run=dry_run, as_json=as_json)
    return ASIDE if done.problems else FINE


def _sort(watch: WatchList, outlets: Sequence[Outlet], problems: Sequence[str]) -> Imported:
    """Tell new outlets from those that the list has; of these, feeds that are new are named and left to the user."""
    added: list[Outlet] = []
    owners = index_owners(watch)
    taken = {each.id for each in watch.outlets}
    left, known = list(problems), 0
    for outlet in outlets:
        owner = find_owner(owners, (*outlet.feeds, *([outlet.home] if outlet.home else [])))
        if owner is None:
            identity = make_id(outlet.home or outlet.feeds[0], taken) if outlet.id in taken else outlet.id
            taken.add(identity)
            added.append(msgspec.structs.replace(outlet, id=identity))
            continue
        held = {make_key(url) for url in owner.feeds}
        fresh = [url for url in outlet.feeds if make_key(url) not in held]
        known += len(outlet.feeds) - len(fresh)
        left += [
            f"left out: {url} is new, but {owner.id!r} is there already; write it among its feeds" for url in fresh
        ]
    return Imported(added=tuple(added), known=known, problems=tuple(left))


def _show(screen: Screen, done: Imported, path: Path, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        screen.raw(msgspec.json.encode(done).decode())
        return
    for problem in done.problems:
        screen.note(problem)
    if dry_run:
        screen.raw("\n".join(map(write_outlet, done.added)))
    known = f"; {describe_count(done.known, 'feed')} already there" if done.known else ""
    screen.say(f"{_count(done.added)} {'would be ' if dry_run else ''}added to {path}{known}")


def _count(outlets: Sequence[Outlet]) -> str:
    feeds = describe_count(sum(len(each.feeds) for each in outlets), "feed")
    return f"{describe_count(len(outlets), 'outlet')} with {feeds}" if outlets else "no outlet"


def run_sources_export(screen: Screen, path: Path, out: Path | None) -> int:
    """Write the feeds of a watch list as OPML; return the exit code."""
    outlets = load_watch_list(path).outlets
    with open_output(out) as stream:
        stream.write(make_opml(outlets, _TITLE))
    held = [each for each in outlets if each.feeds]
    if out:
        screen.note(f"{_count(held)} written to {out}")
    if lost := sum(1 for each in outlets if each.sitemaps or each.pages):
        screen.note(f"OPML holds feeds only: sitemaps and pages of {describe_count(lost, 'outlet')} are not in it")
    return FINE
