"""Templates into pages. Everything put into one is text and escaped; what comes from a page keeps its own direction."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from marsad import __version__
from marsad.app.annotations import format_number
from marsad.app.web.claiming import find_tone
from marsad.app.web.users import Role
from marsad.app.web.visits import Caller, Shown
from marsad.app.web.wishes import make_query
from marsad.brief.language import load_phrases
from marsad.brief.page.grades import tell_grade
from marsad.measure.levels import find_class, sign_level

_NAVIGATION = (
    *("", "timeline", "matrix", "map", "speakers"),
    *("talks", "posture", "treaties", "arsenals", "exercises"),
    *("stories", "outlets", "search", "saved", "alerts", "review"),
)
_SECTIONS = {
    **{"speaker": "/speakers", "treaty": "/treaties", "arsenal": "/arsenals", "exercise": "/exercises"},
    **{"story": "/stories", "outlet": "/outlets", "alerts": "/alerts", "reviews": "/review", "audit": "/review"},
}  # where a page stands that is not itself in the navigation


@cache
def _load_templates() -> Environment:
    loader = PackageLoader("marsad.app.web", "templates")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, cache_size=200
    )
    made.filters["outward"] = find_outward
    made.filters["query"] = urlencode
    made.filters["class_of"] = find_class
    made.filters["sign"] = sign_level
    made.filters["grade"] = lambda value, words: tell_grade(words, value)
    made.filters["mark_in"] = lambda mark, words: words.mark(mark)
    made.filters["told_in"] = lambda text, words: words.told(text)
    made.filters["track_in"] = lambda track, words: words.label(f"track.{track}")
    made.filters["phrase_in"] = lambda phrase, words: words.phrase(phrase)
    made.filters["plain"] = format_number
    made.filters["tone"] = find_tone
    made.filters["name_in"] = lambda code, words: words.name(code)
    made.filters["moment"] = lambda seconds: f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
    return made


def load_all() -> None:
    """Load templates and words, which takes half a second: the first readers should not wait for that."""
    made = _load_templates()
    for name in made.list_templates():
        made.get_template(name)
    load_phrases()


def find_outward(url: str | None) -> str | None:
    """Return an address that a link may lead to: one of the web, and no other kind."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def render(visit: Caller, shown: Shown) -> str:
    """Return a page as HTML."""
    return (
        _load_templates().get_template(shown.template).render(**_list_common(visit), title=shown.title, **shown.fields)
    )


def _list_common(visit: Caller) -> dict[str, Any]:
    words, path, other = visit.words, visit.path, visit.words.other
    query, asked = make_query(visit.params, drop=()), make_query(visit.params)
    return {
        "visit": visit,
        "words": words,
        "t": words.label,
        "link": visit.link,
        "asked": asked if asked != "?" else "",
        "again": lambda **changes: make_query(visit.params, **changes),
        "with_params": lambda path, **params: visit.link(f"{path}?{urlencode(params)}"),
        "language": words.language,
        "other": other,
        "switch": f"/{other.value}{path}{query if query != '?' else ''}",
        "navigation": [(f"/{name}", name or "today") for name in _NAVIGATION if _may_see(visit, name)],
        "here": path,
        "section": _SECTIONS.get(path.split("/")[1], ""),
        "version": __version__,
        "roles": Role,
    }


def _may_see(visit: Caller, name: str) -> bool:
    return name != "review" or visit.session.may(Role.REVIEWER)
