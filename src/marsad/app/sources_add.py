"""`marsad sources add`: a site's feeds found, proven, and added to the watch list."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from rich.markup import escape

from marsad.app.errors import FINE, AppError
from marsad.app.fetching import make_fetcher
from marsad.app.site_reading import reading_sites
from marsad.app.sources_file import append_outlets, find_owner, index_owners, read_or_begin
from marsad.app.sources_report import Report, Taken, show_added, tell_known
from marsad.app.terminal import Screen, clean_words
from marsad.fetch import Refusal, make_line
from marsad.outlets import Outlet, WatchList
from marsad.outlets.discover import Found, find_outlet
from marsad.outlets.naming import make_id
from marsad.outlets.prove import Proof
from marsad.outlets.rows import READERS, find_defaults, list_places

_NO_CONNECTION = frozenset({"unreachable", "tls", "timeout"})


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says of the outlet, as typed."""

    id: str | None = None
    name: str | None = None
    country: str | None = None
    ownership: str | None = None
    language: str | None = None
    every: str | None = None


def run_sources_add(screen: Screen, url: str, path: Path, wishes: Wishes, *, dry_run: bool, as_json: bool) -> int:
    """Find, show and add an outlet; return the exit code."""
    _, watch = read_or_begin(path)
    facts = _read_wishes(wishes, watch)
    place = url if "://" in url else f"https://{url}"
    owners = index_owners(watch)
    if known := find_owner(owners, (place,)):
        return tell_known(screen, path, known, (), as_json=as_json)
    found = _discover(screen, (place,) if "://" in url else (place, f"http://{url}"))
    outlet = _make_outlet(found, facts, {each.id for each in watch.outlets})
    if known := find_owner(owners, (found.home, *list_places(outlet))):
        return tell_known(screen, path, known, list_places(outlet), as_json=as_json)
    if not dry_run:
        append_outlets(path, (outlet,))
    show_added(screen, _report(found, outlet, added=not dry_run), path, as_json=as_json)
    return FINE


def _read_wishes(wishes: Wishes, watch: WatchList) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key, value in msgspec.structs.asdict(wishes).items():
        try:
            facts |= {} if value is None else {key: READERS[key](value)}
        except ValueError as error:
            raise AppError(f"--{key} {error}") from error
    if facts.get("id") in {each.id for each in watch.outlets}:
        raise AppError(f"--id {facts['id']!r} is another outlet's in this list; choose another")
    return facts


def _discover(screen: Screen, places: Sequence[str]) -> Found:
    """Return what is found at the first of `places` that can be reached, which are spellings of one."""
    fetcher = make_fetcher(os.environ)
    try:
        with _telling(screen) as tell, reading_sites() as read:
            found = _find_first(places, lambda place: find_outlet(fetcher, place, tell, read))
    except Refusal as refusal:
        raise AppError(f"{clean_words(places[0])}: {refusal.message}; check the address") from refusal
    finally:
        fetcher.stop()
    if not found.feeds and not found.sitemaps:
        tried = "; ".join(f"{each.url}: {each.reason}" for each in found.left_out[:3])
        raise AppError(
            f"{found.home}: no feed and no sitemap found{f' ({tried})' if tried else ''}; "
            "name the feed's own address, or write the outlet's pages into the list by hand"
        )
    return found


def _find_first(places: Sequence[str], find: Callable[[str], Found]) -> Found:
    """Try the next place where the one before offers no connection."""
    for place in places[:-1]:
        try:
            return find(place)
        except Refusal as refusal:
            if refusal.reason not in _NO_CONNECTION:
                raise
    return find(places[-1])


@contextmanager
def _telling(screen: Screen) -> Iterator[Callable[[str], object]]:
    """Show which address is being asked, where somebody watches."""
    if not screen.err.is_terminal:
        yield len
        return
    with screen.err.status("asking") as status:
        yield lambda url: status.update(f"asking {escape(make_line(url, 70))}")


def _make_outlet(found: Found, facts: dict[str, Any], taken: set[str]) -> Outlet:
    identity = facts.get("id") or make_id(found.home, taken)
    said = {"name": found.site.name, "language": found.site.language}
    listed: dict[str, Any] = {"name": urlsplit(found.home).hostname}
    listed |= {key: value for key, value in said.items() if value}
    return Outlet(
        **({"home": found.home} | listed | find_defaults(identity) | facts | {"id": identity}),
        feeds=tuple(proof.url for proof in found.feeds),
        sitemaps=tuple(proof.url for proof in found.sitemaps),
    )


def _report(found: Found, outlet: Outlet, *, added: bool) -> Report:
    def tell(proofs: Sequence[Proof]) -> tuple[Taken, ...]:
        return tuple(Taken(proof.url, len(proof.pages) + len(proof.further), proof.newest) for proof in proofs)

    return Report(
        added=added, outlet=outlet, feeds=tell(found.feeds), sitemaps=tell(found.sitemaps), left_out=found.left_out
    )
