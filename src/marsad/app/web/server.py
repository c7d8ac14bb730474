"""The site as a whole: its pages, its assets, and what else is mounted beside them."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from marsad.app.api.problems import explain, make_problem
from marsad.app.web.answering import Answering
from marsad.app.web.atlas import draw_outlines
from marsad.app.web.guard import PROGRAMS, Guard
from marsad.app.web.pages.alert_channel import show_channel, take_channel
from marsad.app.web.pages.alert_rule import show_rule, take_rule
from marsad.app.web.pages.alerts import run_now, show_alerts, show_trial
from marsad.app.web.pages.arsenals import show_arsenal, show_arsenals
from marsad.app.web.pages.article import show_article, show_record
from marsad.app.web.pages.episode import show_episode
from marsad.app.web.pages.exercises import show_exercise, show_exercises
from marsad.app.web.pages.feeds import feed_saved, feed_search, feed_timeline, give_calendar
from marsad.app.web.pages.map import show_map
from marsad.app.web.pages.matrix import show_matrix
from marsad.app.web.pages.outlets import show_outlet, show_outlets
from marsad.app.web.pages.posture import show_posture
from marsad.app.web.pages.review import show_audit, show_next, show_reviewed, take_review
from marsad.app.web.pages.saved import change_saved, save_search, show_saved, show_saving
from marsad.app.web.pages.search import show_search
from marsad.app.web.pages.speakers import show_speaker, show_speakers
from marsad.app.web.pages.stories import show_stories, show_story
from marsad.app.web.pages.talks import show_talks
from marsad.app.web.pages.timeline import show_timeline
from marsad.app.web.pages.today import show_today
from marsad.app.web.pages.treaties import show_treaties, show_treaty
from marsad.app.web.site import Site
from marsad.app.web.users import Role
from marsad.app.web.visits import AskError, View, Way
from marsad.brief.language import Language

_LABELS = {405: "error.method", 413: "error.large", 500: "error.ours"}

Endpoint = Callable[[Request], Awaitable[Response]]

PAGES: tuple[tuple[str, View], ...] = (
    ("/", show_today),
    ("/timeline", show_timeline),
    ("/matrix", show_matrix),
    ("/map", show_map),
    ("/episode/{id}", show_episode),
    ("/article/{id}", show_article),
    ("/record/{id}", show_record),
    ("/speakers", show_speakers),
    ("/speaker", show_speaker),
    ("/talks", show_talks),
    ("/posture", show_posture),
    ("/treaties", show_treaties),
    ("/treaty/{id}", show_treaty),
    ("/arsenals", show_arsenals),
    ("/arsenal/{id}", show_arsenal),
    ("/exercises", show_exercises),
    ("/exercise/{id}", show_exercise),
    ("/stories", show_stories),
    ("/story/{id}", show_story),
    ("/outlets", show_outlets),
    ("/outlet", show_outlet),
    ("/search", show_search),
)
_BESIDE = ("/outlets",)  # shows what a watch notes beside the ledger, and how long ago that was
FORMS: tuple[Way, ...] = (
    Way("GET", "/review", show_next, Role.REVIEWER),
    Way("GET", "/reviews", show_reviewed, Role.REVIEWER),
    Way("POST", "/review", take_review, Role.REVIEWER, writes=True),
    Way("GET", "/audit", show_audit, Role.ADMIN),
    Way("GET", "/saved", show_saved),
    Way("POST", "/saved", change_saved),
    Way("GET", "/alerts", show_alerts),
    Way("GET", "/alerts/try", show_trial, Role.REVIEWER),
    Way("GET", "/alerts/rule", show_rule, Role.REVIEWER),
    Way("POST", "/alerts/rule", take_rule, Role.REVIEWER),
    Way("GET", "/alerts/channel", show_channel, Role.ADMIN),
    Way("POST", "/alerts/channel", take_channel, Role.ADMIN),
    Way("POST", "/alerts/run", run_now, Role.ADMIN),
    Way("GET", "/{of}/save", show_saving),
    Way("POST", "/{of}/save", save_search),
)
FEEDS: tuple[tuple[str, View], ...] = (
    ("/timeline.atom", feed_timeline),
    ("/search.atom", feed_search),
    ("/saved/{id}.atom", feed_saved),
    ("/calendar.ics", give_calendar),
)


def make_app(site: Site, mounts: Sequence[BaseRoute] = ()) -> ASGIApp:
    """Return the site; `mounts` are further routes, which stand before the pages."""
    answering = Answering(site)
    routes: list[BaseRoute] = [*mounts, Mount("/static", StaticFiles(packages=[(__package__ or "", "static")]))]
    for language in Language:
        routes += _list_routes(answering, language)
    routes += [Route("/outlines.svg", _give_outlines), Route("/", _choose_language)]
    handlers = {HTTPException: _make_handler(answering)}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), site.names)


def _list_routes(answering: Answering, language: Language) -> list[BaseRoute]:
    start = f"/{language.value}"
    ways = [Way("GET", path, view, has_form=False, has_tag=path not in _BESIDE) for path, view in PAGES]
    ways += [Way("GET", path, view, has_form=False, is_feed=True) for path, view in FEEDS]
    ways += FORMS
    routes = [Route(start + way.path, _bind(answering, language, way), methods=[way.method]) for way in ways]

    async def login(request: Request) -> Response:
        return await answering.login(request, language)

    async def logout(request: Request) -> Response:
        return await answering.logout(request, language)

    routes.append(Route(f"{start}/login", login, methods=["GET", "POST"]))
    routes.append(Route(f"{start}/logout", logout, methods=["POST"]))
    return [*routes, Route(start, _choose_language)]


def _bind(answering: Answering, language: Language, way: Way) -> Endpoint:
    async def show(request: Request) -> Response:
        return await answering.show(request, language, way)

    return show


async def _give_outlines(request: Request) -> Response:
    """Give the outlines that maps are drawn on, which stay the same for a release."""
    return Response(draw_outlines(), media_type="image/svg+xml", headers={"cache-control": "max-age=86400"})


async def _choose_language(request: Request) -> Response:
    """Go to the first page, in English for browsers that prefer it to Arabic."""
    if request.url.path != "/":
        return RedirectResponse(f"{request.url.path}/", 308)
    first = next(
        (tag for tag in request.headers.get("accept-language", "").lower().split(",") if tag[:2] in ("ar", "en")), "ar"
    )
    return RedirectResponse(f"/{first.strip()[:2]}/", 303)


def _make_handler(answering: Answering) -> Callable[[Request, Exception], Response]:
    def handle(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(PROGRAMS):  # an address that no mount knows, such as one with a line end in it
            return make_problem(explain(error))
        status = error.status_code if isinstance(error, HTTPException) else 500
        language = Language.ENGLISH if request.url.path.startswith("/en") else Language.ARABIC
        return answering.refuse(request, language, AskError(_LABELS.get(status, "error.missing"), status))

    return handle
