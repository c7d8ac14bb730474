"""Saved searches: kept under a name with all that their address asks for, opened, renamed, deleted, subscribed to."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import msgspec
from starlette.datastructures import QueryParams

from marsad.app.saved import LONGEST_NAME, LONGEST_QUERY, FullError, Saved, SavedFile, TakenError, find_saved
from marsad.app.web.pages.search import read_query
from marsad.app.web.visits import AskError, Caller, Shown, Visit
from marsad.app.web.wishes import make_query, read_wish
from marsad.app.web.words import Words
from marsad.brief.page.grades import tell_grade

PAGES = ("timeline", "search")
_KINDS = ("type", "modality", "status", "track")
_PARTIES = ("party", "actor", "target")
_LABELS = {"in": "saved.in", "q": "search.query", "year": "facet.year"}
_MOST_FIELDS = 200


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A search as it is listed, with what it asks for in words."""

    saved: Saved
    asks: str
    href: str


def show_saved(visit: Visit) -> Shown:
    """List the visitor's searches."""
    rows = [make_row(visit, one) for one in _open(visit).list_of(visit.session.person or "")]
    return Shown(template="saved.html", title=visit.words.label("saved.title"), fields={"rows": rows})


def show_saving(visit: Visit) -> Shown:
    """Show the form that saves the search in the address."""
    page, params = _read_page(visit), visit.params
    query = make_query(params).removeprefix("?")
    check_query(page, query)
    asks = visit.words.row(describe_query(visit.words, query)) or visit.words.label("saved.everything")
    fields = {"of": page, "query": query, "asks": asks, "longest": LONGEST_NAME}
    return Shown(template="saving.html", title=visit.words.label("saved.save"), fields=fields)


def save_search(visit: Visit) -> Shown:
    """Save a search under a name."""
    page, query, name = _read_page(visit), visit.form.get("query", ""), read_name(visit)
    check_query(page, query)
    made = visit.site.clock().isoformat(timespec="seconds")
    try:
        _open(visit).add(visit.session.person or "", name, page, query, made)
    except TakenError as error:
        raise AskError("error.taken", 409) from error
    except FullError as error:
        raise AskError("error.full", 409) from error
    return Shown(goto=visit.link("/saved"))


def change_saved(visit: Visit) -> Shown:
    """Rename or delete one of the visitor's searches."""
    file, person, id_ = _open(visit), visit.session.person or "", visit.form.get("id", "")
    try:
        match visit.form.get("do"):
            case "rename":
                done = file.rename(person, id_, read_name(visit))
            case "delete":
                done = file.remove(person, id_)
            case _:
                raise AskError("error.choice")
    except TakenError as error:
        raise AskError("error.taken", 409) from error
    if not done:
        raise AskError("error.missing", 404)
    return Shown(goto=visit.link("/saved"))


def find_search(visit: Visit) -> Saved:
    """Return the search that the path names; raise AskError where there is none, or it is somebody else's.

    A reader of feeds, which brings a token and no person, may have any: its address cannot be guessed.
    """
    saved = _open(visit).find(visit.named["id"])
    if saved is None or (visit.session.csrf and saved.person != visit.session.person):
        raise AskError("error.missing", 404)
    return saved


def read_name(caller: Caller) -> str:
    """Return the name that was sent, on one line; raise AskError where there is none."""
    text = caller.form.get("name", "")
    name = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise AskError("error.name")
    return name


def check_query(page: str, query: str) -> None:
    """Raise AskError where a page could not show what is asked for."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise AskError("error.form") from error
    if len(query) > LONGEST_QUERY or not query.isascii():
        raise AskError("error.query_long")
    params = QueryParams(pairs)
    read_wish(params)
    if page == "search" and not read_query(params):
        raise AskError("error.nothing")


def make_row(visit: Visit, saved: Saved) -> Row:
    """Return a search as it is listed."""
    asks = visit.words.row(describe_query(visit.words, saved.query)) or visit.words.label("saved.everything")
    return Row(saved=saved, asks=asks, href=visit.link(f"/{saved.page}?{saved.query}"))


def describe_query(words: Words, query: str) -> Iterator[str]:
    """Yield in words what the parameters of an address ask for."""
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, max_num_fields=_MOST_FIELDS):
        asked.setdefault(name, []).append(_describe(words, name, value))
    for name, values in asked.items():
        label = words.label(_LABELS.get(name, f"filter.{name}")) if name in _KNOWN else name
        yield f"{label}{words.label('colon')} {words.list(values)}"


_KNOWN = frozenset({*_KINDS, *_PARTIES, *_LABELS, "level", "since", "until", "outlet"})


def _describe(words: Words, name: str, value: str) -> str:
    """Return a value in words; as it is where there are none, since a search passes over what it does not know."""
    try:
        if name in _KINDS:
            return words.label(f"{name}.{value}")
        if name in _PARTIES:
            return words.name(value.strip().upper())
        if name == "level":
            return tell_grade(words, int(value))
        return words.period(value) if name == "in" else value
    except (KeyError, ValueError):
        return value


def _open(visit: Visit) -> SavedFile:
    return SavedFile(find_saved(visit.site.beside))


def _read_page(visit: Visit) -> str:
    page = visit.named["of"]
    if page not in PAGES:
        raise AskError("error.missing", 404)
    return page
