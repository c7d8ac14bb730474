"""One answer to one request: whose it is, what it may do, the page or why there is none."""

import sys
from hashlib import blake2b
from pathlib import Path
from time import monotonic
from urllib.parse import parse_qsl, quote, urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from marsad import __version__
from marsad.app.api.answers import is_known
from marsad.app.api.guard import Guard, Rate
from marsad.app.api.problems import SAFE, Fault, make_problem
from marsad.app.errors import AppError
from marsad.app.opening import open_written
from marsad.app.readers import Readers
from marsad.app.tokens import RECORDS, TokenFile, find_tokens
from marsad.app.web.pages.login import choose_goal, show_login
from marsad.app.web.rendering import render
from marsad.app.web.sessions import COOKIE, Session, Sessions
from marsad.app.web.site import Site
from marsad.app.web.throttle import Throttle
from marsad.app.web.users import Role, check_password, load_users
from marsad.app.web.visits import AskError, Caller, Form, Shown, Visit, Way
from marsad.app.web.words import Words
from marsad.brief.language import Language
from marsad.fetch import make_line
from marsad.ledger import LedgerError

_MOST_FIELDS = 400
_FORM = "application/x-www-form-urlencoded"
_MISSING = ("no article", "no record", "no episode", "no story", "several", "in no episode")


class Answering:
    """Answers the requests for a site's pages."""

    def __init__(self, site: Site) -> None:
        """Begin without sessions."""
        self._site = site
        self._readers = Readers(site.ledger)
        self._sessions = Sessions(site.clock)
        self._throttle = Throttle(site.clock)
        tokens, now = TokenFile(find_tokens(site.beside)), lambda: site.clock().timestamp()
        self._guard = Guard(tokens, local=False, rate=Rate(), now=now, tick=monotonic)

    async def show(self, request: Request, language: Language, way: Way) -> Response:
        """Answer a request to see a page, or where it is a POST, to change something."""
        try:
            caller = await self._receive(request, language)
            if caller.session.role is None and way.is_feed and not _is_browser(request):
                caller = await run_in_threadpool(self._admit, request, caller)
            if caller.session.role is None:
                return _send_to_login(request, language)
            _check_may(request, caller, way.least)
            caller = self._keep(caller, way)
            answer = await run_in_threadpool(self._show, request, caller, way)
        except AskError as error:
            return self.refuse(request, language, error)
        except Fault as fault:
            return make_problem(fault)
        return _hand_over(request, answer, caller.session)

    def _admit(self, request: Request, caller: Caller) -> Caller:
        """Let a reader of feeds in by its token, as bearer's or as password; raise Fault where it has none such."""
        try:
            token = self._guard.check(request, RECORDS)
        except Fault as fault:
            asks = {"WWW-Authenticate": 'Basic realm="Marsad", charset="UTF-8"'} if fault.status == 401 else {}
            raise Fault(fault.status, fault.kind, fault.detail, {**fault.headers, **asks}) from fault
        name = f"token {token.name}" if token else None
        session = Session(token="", csrf="", ends=self._site.clock(), person=name, role=Role.READER)
        return msgspec.structs.replace(caller, session=session)

    async def login(self, request: Request, language: Language) -> Response:
        """Show the form to log in; or log somebody in, under a session of its own."""
        try:
            caller = await self._receive(request, language)
            if request.method == "POST":
                _check_sent_from_here(request, caller)
                return await run_in_threadpool(self._log_in, request, caller)
        except AskError as error:
            return self.refuse(request, language, error)
        except AppError as error:
            _log(caller, error)
            return self.refuse(request, language, AskError("error.ours", 500))
        if not caller.session.token:
            caller = msgspec.structs.replace(caller, session=self._sessions.begin())
        return _hand_over(request, _make_page(caller, show_login(caller)), caller.session)

    async def logout(self, request: Request, language: Language) -> Response:
        """End a session."""
        try:
            caller = await self._receive(request, language)
            _check_sent_from_here(request, caller)
        except AskError as error:
            return self.refuse(request, language, error)
        self._sessions.end(caller.session.token)
        answer = RedirectResponse(caller.link("/"), 303)
        answer.delete_cookie(COOKIE)
        return answer

    def refuse(self, request: Request, language: Language, error: AskError) -> Response:
        """Answer why there is no page."""
        caller = self._make_caller(request, language, Form())
        shown = Shown(
            template="error.html",
            title=caller.words.label("error.title"),
            fields={"why": caller.words.label(error.label)},
            status=error.status,
        )
        return _make_page(caller, shown)

    async def _receive(self, request: Request, language: Language) -> Caller:
        form = await _read_form(request) if request.method == "POST" else Form()
        return self._make_caller(request, language, form)

    def _make_caller(self, request: Request, language: Language, form: Form) -> Caller:
        return Caller(
            site=self._site,
            words=Words(language),
            path=request.url.path.removeprefix(f"/{language.value}") or "/",
            params=request.query_params,
            session=self._find_session(request),
            origin=f"{request.url.scheme}://{request.url.netloc}",
            named=request.path_params,
            form=form,
        )

    def _find_session(self, request: Request) -> Session:
        """Return whose request it is; where nobody logs in, that of the person at this machine."""
        found = self._sessions.find(request.cookies.get(COOKIE))
        if self._site.users is not None:
            if found and found.person and not _is_still(found, self._site.users):
                self._sessions.end(found.token)
                found = None
            return found or Session(token="", csrf="", ends=self._site.clock())
        if found and found.role:
            return found
        return Session(token="", csrf="", ends=self._site.clock(), person=self._site.person, role=Role.ADMIN)

    def _keep(self, caller: Caller, way: Way) -> Caller:
        """Give a session to who may change something and has none, since nobody logs in."""
        if caller.session.token or not way.has_form:
            return caller
        session = self._sessions.begin(caller.session.person, caller.session.role)
        return msgspec.structs.replace(caller, session=session)

    def _show(self, request: Request, caller: Caller, way: Way) -> Response:
        parts = {name: getattr(caller, name) for name in caller.__struct_fields__}
        try:
            with open_written(self._site.ledger) if way.writes else self._readers.open() as ledger:
                visit = Visit(**parts, ledger=ledger)
                tag = make_tag(visit) if way.has_tag else ""
                if tag and is_known(request, tag):
                    return Response(None, 304, _head_tagged(tag))
                shown = way.view(visit)
                if shown.body is not None:
                    return _make_file(request, shown)
                return RedirectResponse(shown.goto, 303) if shown.goto else _make_page(visit, shown, tag)
        except LedgerError as error:
            is_missing = any(sign in str(error) for sign in _MISSING)
            raise AskError(*(("error.missing", 404) if is_missing else ("error.ledger", 503))) from error
        except AppError as error:
            _log(caller, error)
            raise AskError("error.ledger", 503) from error
        except AskError:
            raise
        except Exception as error:
            _log(caller, error)
            raise AskError("error.ours", 500) from error

    def _log_in(self, request: Request, caller: Caller) -> Response:
        name, client = caller.form.get("name", "")[:100], request.client.host if request.client else ""
        users = self._site.users
        if users is None:
            raise AskError("error.missing", 404)
        if not self._throttle.may_try(name, client):
            answer = _make_page(caller, show_login(caller, "login.wait", 429))
            answer.headers["retry-after"] = "900"
            return answer
        user = check_password(users, name, caller.form.get("password", ""))
        if user is None:
            self._throttle.fail(name, client)
            return _make_page(caller, show_login(caller, "login.wrong", 401))
        self._sessions.end(caller.session.token)
        session = self._sessions.begin(user.name, user.role, user.hash)
        return _hand_over(request, RedirectResponse(choose_goal(caller, caller.form.get("next", "")), 303), session)


def _log(caller: Caller, error: Exception) -> None:
    """Tell of a fault in one line, whatever is in the address."""
    sys.stderr.write(f"marsad serve: {make_line(caller.path)}: {type(error).__name__}: {make_line(str(error))}\n")


async def _read_form(request: Request) -> Form:
    """Return the fields of a form; raise AskError where what was sent is none."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise AskError("error.form", 415)
    body = await request.body()
    try:
        return ImmutableMultiDict(
            parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        )
    except ValueError as error:
        raise AskError("error.form") from error


def _check_may(request: Request, caller: Caller, least: Role) -> None:
    if not caller.session.may(least):
        raise AskError("error.role", 403)
    if request.method == "POST":
        _check_sent_from_here(request, caller)


def _check_sent_from_here(request: Request, caller: Caller) -> None:
    """Raise AskError unless a form of this site, shown in this very session, was sent."""
    if not caller.session.owns(caller.form.get("csrf", "")):
        raise AskError("error.csrf", 403)
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise AskError("error.csrf", 403)
    origin = request.headers.get("origin")
    if origin not in (None, "null") and urlsplit(origin).netloc != request.headers.get("host"):
        raise AskError("error.csrf", 403)


def _is_still(session: Session, users: Path) -> bool:
    """Tell whether who logged in is still a user, of that role and password; nobody is where there is no such file."""
    try:
        user = load_users(users).get(session.person or "")
    except (AppError, OSError):
        return False
    return user is not None and (user.role, user.hash) == (session.role, session.proof)


def _send_to_login(request: Request, language: Language) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{language.value}/login?next={quote(request.url.path + query, safe='')}", 303)


def _is_browser(request: Request) -> bool:
    """Tell whether somebody looks, and no reader of feeds."""
    is_asked = "authorization" not in request.headers
    return is_asked and "text/html" in request.headers.get("accept", "")


def _make_file(request: Request, shown: Shown) -> Response:
    """Answer with something that is no page, or that the caller has it already."""
    body = shown.body or b""
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {**SAFE, "Vary": "Authorization, Cookie", "ETag": tag}
    known = (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(","))
    if tag in known:
        return Response(None, 304, headers)
    return Response(body, 200, headers, shown.media)


def make_tag(visit: Visit) -> str:
    """Return the tag of a page: the same while ledger, hour, program, address and visitor are."""
    site, session = visit.site, visit.session
    hour = site.clock().replace(minute=0, second=0, microsecond=0)  # what is new is so for a day
    about = (visit.ledger.pages.state(), site.memory.version, hour, __version__)
    asked = (visit.origin, visit.link(visit.path), visit.params, session.token, session.person, session.role)
    return f'W/"{blake2b(repr((about, asked)).encode("utf-8", "replace"), digest_size=12).hexdigest()}"'


def _head_tagged(tag: str) -> dict[str, str]:
    """Return the head of a page that a browser may keep for its reader, and has to ask for again."""
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}


def _make_page(caller: Caller, shown: Shown, tag: str = "") -> Response:
    answer = HTMLResponse(render(caller, shown), shown.status)
    answer.headers["cache-control"] = "no-store" if caller.site.users else "no-cache"
    if tag and shown.status == 200:
        answer.headers.update(_head_tagged(tag))
    return answer


def _hand_over(request: Request, answer: Response, session: Session) -> Response:
    """Give a session's cookie to the browser, unless it has it."""
    if session.token and request.cookies.get(COOKIE) != session.token:
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, session.token, httponly=True, samesite="lax", secure=secure)
    return answer
