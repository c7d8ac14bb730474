"""The watch list's file as commands change it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from marsad.app.exporting import open_output
from marsad.fetch import Refusal
from marsad.outlets import Outlet, OutletError, WatchList
from marsad.outlets.fields import make_key
from marsad.outlets.load import read_file, read_watch_list
from marsad.outlets.rows import list_places
from marsad.outlets.write import add_outlets


def read_or_begin(path: Path) -> tuple[bytes, WatchList]:
    """Return a watch list with the bytes that it was read from, none where there is no file; raise OutletError."""
    if not path.parent.is_dir():
        raise OutletError(f"{path.parent}: no such folder; make it first")
    body = read_file(path) if path.is_symlink() or path.exists() else b""
    return body, read_watch_list(body, str(path))


def append_outlets(path: Path, outlets: Sequence[Outlet]) -> None:
    """Add outlets to the watch list as it stands now; the file is replaced whole or not at all. Raise OutletError."""
    whole = add_outlets(read_or_begin(path)[0], outlets, str(path))
    with open_output(path.resolve()) as stream:  # a link stays a link
        stream.write(whole)


def index_owners(watch: WatchList) -> dict[str, Outlet]:
    """Return the outlets of a list by the keys of their homes and of all places that are looked at for them."""
    pairs = ((url, each) for each in watch.outlets for url in (each.home, *list_places(each)))
    return {make_key(url): each for url, each in pairs if url}


def find_owner(owners: Mapping[str, Outlet], urls: Iterable[str]) -> Outlet | None:
    """Return the outlet that has one of these addresses; raise OutletError for what is no address."""
    try:
        return next((owners[key] for key in map(make_key, urls) if key in owners), None)
    except Refusal as refusal:
        raise OutletError(f"{refusal.message}; give a whole address, https://…") from refusal
