"""What every request must pass and every answer carries: hosts, sizes, headers that keep browsers strict."""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.app.api.problems import Fault, make_problem

PROGRAMS = "/api/"  # what stands below is for programs, who are told of problems as such
MOST_BODY = 64 * 1024  # bytes
_LONGEST_ADDRESS = 8 * 1024
_PLAIN_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:.]{2,45}\]")  # no page elsewhere can be called so
_KINDS = {400: "request", 413: "too-large", 414: "too-long", 421: "name"}  # of problems
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Stands before all that is served."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        """Let through requests for localhost, plain addresses and these names."""
        self._app = app
        self._names = {"localhost", *(name.lower() for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._find_fault(scope)
        if refused:
            await _refuse(scope["path"], *refused)(scope, receive, send_strictly)
            return
        await self._app(scope, _limit(receive), send_strictly)

    def _find_fault(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if not self._is_ours(headers.getlist("host")):
            return 421, "this site is not known under that name; see `marsad serve --name`"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return 414, "the address is too long"
        size = headers.get("content-length", "0")
        if not (size.isascii() and size.isdigit()):
            return 400, "the length of the body makes no sense"
        return (413, "the body is too large") if int(size[:20]) > MOST_BODY else None

    def _is_ours(self, hosts: list[str]) -> bool:
        if len(hosts) != 1:
            return False
        name = re.sub(r":\d{1,5}$", "", hosts[0].lower())
        return name in self._names or _PLAIN_ADDRESS.fullmatch(name) is not None


def _refuse(path: str, status: int, reason: str) -> Response:
    """Return the answer to a request that is not let through: to people in words, to programs as a problem."""
    if path.startswith(PROGRAMS):
        return make_problem(Fault(status, _KINDS[status], reason))
    return PlainTextResponse(f"{reason}\n", status)


def _limit(receive: Receive) -> Receive:
    """Return a way to receive a body that breaks off where it is larger than it may be, whatever its header said."""
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BODY:
            raise HTTPException(413)
        return message

    return receive_some
