"""Answers in the form that was asked for, with the tag that tells whether anything has changed."""

from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from marsad import __version__
from marsad.app.api.operations import Operation, Rows, make_body
from marsad.app.api.problems import SAFE, Fault
from marsad.app.api.queries import Form
from marsad.app.api.tables import write_csv, write_parquet

MEDIA = {
    Form.JSON: "application/json",
    Form.CSV: "text/csv; charset=utf-8",
    Form.PARQUET: "application/vnd.apache.parquet",
}
_NAMES = {media.partition(";")[0]: form for form, media in MEDIA.items()}
_ANY = ("*/*", "application/*", "")


def choose_form(request: Request, given: Form | None, operation: Operation) -> Form:
    """Return the form asked for by the query or else by `Accept`; raise Fault where we have none such."""
    form = given or read_accept(request.headers.get("accept", ""))
    if form is not Form.JSON and not operation.is_list:
        raise Fault(406, "form", "only lists are given as tables; ask for JSON")
    return form


def read_accept(accept: str) -> Form:
    """Return the form that an `Accept` header likes best; raise Fault where we have none of those it takes."""
    offers = []
    for nth, part in enumerate(accept.split(",")[:50]):
        media, *options = (word.strip().lower() for word in part.split(";"))
        weight = next((_read_weight(option[2:]) for option in options if option.startswith("q=")), 1.0)
        form = Form.JSON if media in _ANY else Form.CSV if media == "text/*" else _NAMES.get(media)
        if form and weight > 0:
            offers.append((-weight, media in _ANY, nth, form))
    if not offers:
        raise Fault(406, "form", f"we have {', '.join(_NAMES)}")
    return min(offers)[-1]


def _read_weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def make_tag(state: str, request: Request, form: Form, day: str) -> str:
    """Return the tag of an answer: the same while the ledger, the day and the program are."""
    parts = (state, __version__, form.value, day, request.url.path, request.url.query)
    digest = blake2b(repr(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
    return f'W/"{digest}"'


def is_known(request: Request, tag: str) -> bool:
    """Tell whether the caller has the answer with this tag already."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag[2:] in (each.strip().removeprefix("W/") for each in known.split(","))


def make_answer(request: Request, operation: Operation, form: Form, tag: str, found: object) -> Response:
    """Return an answer."""
    headers = {**SAFE, "ETag": tag}
    if isinstance(found, Rows) and found.next:
        headers["Link"] = f'<{request.url.include_query_params(cursor=found.next)}>; rel="next"'
    if form is Form.JSON or not isinstance(found, Rows):
        return Response(make_body(operation, found), 200, headers, MEDIA[Form.JSON])
    kind, flatten = operation.flat or (operation.kind, _keep)
    rows = [flatten(row) for row in found.rows]
    headers["Content-Disposition"] = f'attachment; filename="{operation.name}.{form.value}"'
    body = write_csv(kind, rows) if form is Form.CSV else write_parquet(kind, rows)
    return Response(body, 200, headers, MEDIA[form])


def _keep(row: object) -> object:
    return row
