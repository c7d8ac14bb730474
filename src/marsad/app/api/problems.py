"""What goes wrong, as problem details (RFC 9457)."""

from collections.abc import Mapping

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from marsad.app.errors import AppError
from marsad.ledger import LedgerError, QuestionError, UnknownError

MEDIA = "application/problem+json"
SAFE: Mapping[str, str] = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Authorization",
    "X-Content-Type-Options": "nosniff",
}


class Fault(Exception):
    """An answer that is a problem: the HTTP status, a stable word for its kind, and one line for people."""

    def __init__(self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, kind, detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = headers or {}


def make_problem(fault: Fault) -> Response:
    """Return the answer that tells of a fault; the words of a request go into it as JSON only."""
    body = {
        "type": f"urn:marsad:problem:{fault.kind}",
        "title": HTTPException(fault.status).detail,
        "status": fault.status,
        "detail": fault.detail[:1000],
    }
    return Response(msgspec.json.encode(body), fault.status, {**SAFE, **fault.headers}, MEDIA)


def explain(error: Exception) -> Fault:
    """Return the fault that an error is."""
    match error:
        case Fault():
            return error
        case UnknownError():
            return Fault(404, "unknown", str(error))
        case QuestionError():
            return Fault(422, "query", str(error))
        case LedgerError() | AppError():  # which name paths of this machine
            return Fault(503, "ledger", "the ledger cannot be read now", {"Retry-After": "30"})
        case HTTPException():
            return Fault(error.status_code, "request", str(error.detail), error.headers)
        case _:
            return Fault(500, "unexpected", "something unexpected went wrong; the server's log tells where")


async def answer_problem(request: Request, error: Exception) -> Response:
    """Answer with the problem that an error is."""
    return make_problem(explain(error))
