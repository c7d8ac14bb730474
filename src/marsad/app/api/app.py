"""The ASGI application: addresses, guard, ledger, answers."""

import logging
import time
from collections.abc import AsyncIterator, Callable
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import unquote_plus

import anyio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marsad.app.api import feeds
from marsad.app.api.answers import MEDIA, choose_form, is_known, make_answer, make_tag
from marsad.app.api.asking import read_query
from marsad.app.api.guard import Guard, Rate
from marsad.app.api.openapi import FEEDS, make_document
from marsad.app.api.operations import OPERATIONS, Operation
from marsad.app.api.problems import SAFE, Fault, answer_problem, explain, make_problem
from marsad.app.api.queries import EpisodeFeed, Form, RecordFeed, SearchFeed, StreamQuery
from marsad.app.api.searching import find_hits
from marsad.app.api.stream import EVENTS, EventStream, Pace, Seats, iterate_events, look_for, read_start
from marsad.app.memory import Memory
from marsad.app.readers import Readers
from marsad.app.tokens import RECORDS, STREAM, TokenFile, find_tokens
from marsad.ledger import Ledger, LedgerAddress, RecordFilter, Written, find_place

_PATIENCE = 300.0  # seconds beyond the life of a stream: who takes longer to read it has gone
_LOG = logging.getLogger("marsad.api")


def create_api(
    ledger: LedgerAddress,
    *,
    local: bool = True,
    rate: Rate | None = None,
    pace: Pace | None = None,
    closing: Callable[[], bool] = lambda: False,
    memory: Memory | None = None,
    now: Callable[[], float] = time.time,
    tick: Callable[[], float] = time.monotonic,
) -> Starlette:
    """Return the API over the ledger at an address.

    Where `local`, programs on this machine need no token; say so only of a server that listens on loopback alone.
    Streams end soon where `closing` says so. What is dear to find out is kept in `memory`. `now` and `tick` are the
    clocks, replaced in tests.
    """
    guard = Guard(TokenFile(find_tokens(find_place(ledger).file)), local=local, rate=rate or Rate(), now=now, tick=tick)
    api = Api(ledger, guard, pace or Pace(), closing, memory or Memory())
    routes = [Route(one.path, partial(api.answer, one), methods=["GET"], name=one.name) for one in OPERATIONS]
    routes += [Route(f"/feeds/{name}.atom", partial(api.feed, name, kind), methods=["GET"]) for name, kind in FEEDS]
    routes += [
        Route("/openapi.json", api.describe, methods=["GET"]),
        Route("/stream", api.stream, methods=["GET"]),
    ]
    handlers = dict.fromkeys((Exception, Fault, 404, 405), answer_problem)
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False  # a redirect would go wherever the caller's Host says
    return app


class Api:
    """Answers requests; every question has the ledger for itself, in a thread of its own."""

    def __init__(
        self, ledger: LedgerAddress, guard: Guard, pace: Pace, closing: Callable[[], bool], memory: Memory
    ) -> None:
        """Take the ledger's place and the guard."""
        self._memory = memory
        self._readers = Readers(ledger)
        self._guard = guard
        self._pace = pace
        self._closing = closing
        self._seats = Seats(self._pace.clients)

    def _guarded(self, do: Callable[[], Response]) -> Response:
        """Return the answer, or the problem in its place; what nobody foresaw goes into the log."""
        try:
            return do()
        except Exception as error:
            fault = explain(error)
            if fault.status >= 500 and fault is not error:
                _LOG.error("the API could not answer: %s", error, exc_info=fault.status == 500)
            return make_problem(fault)

    def answer(self, operation: Operation, request: Request) -> Response:
        """Answer a question."""
        return self._guarded(lambda: self._answer(operation, request))

    def _answer(self, operation: Operation, request: Request) -> Response:
        self._guard.check(request, operation.scope)
        query: Any = read_query(request, operation.query)
        form = choose_form(request, query.format, operation)
        with self._readers.open() as ledger:
            tag = make_tag(f"{ledger.pages.state()}-{self._memory.version}", request, form, date.today().isoformat())
            if is_known(request, tag):
                return Response(None, 304, {**SAFE, "ETag": tag})
            found = operation.find(ledger, query, str(request.path_params.get("name", "")), self._memory)
        return make_answer(request, operation, form, tag, found)

    def feed(self, name: str, kind: type, request: Request) -> Response:
        """Answer with a feed."""
        return self._guarded(lambda: self._feed(name, kind, request))

    def _feed(self, name: str, kind: type, request: Request) -> Response:
        self._guard.check(request, RECORDS)
        query: object = read_query(request, kind)
        with self._readers.open() as ledger:
            tag = make_tag(ledger.pages.state(), request, Form.JSON, "")
            if is_known(request, tag):
                return Response(None, 304, {**SAFE, "ETag": tag})
            entries = _list_entries(ledger, query)
        chosen = f": {unquote_plus(request.url.query)}" if request.url.query else ""
        body = feeds.make_feed(f"Marsad, {name}{chosen}", str(request.url), entries)
        return Response(body, 200, {**SAFE, "ETag": tag}, feeds.MEDIA)

    def describe(self, request: Request) -> Response:
        """Answer with the description of all this, which needs no token."""
        document = make_document(request.scope.get("root_path", ""), local=self._guard.local)
        return Response(document, 200, dict(SAFE), MEDIA[Form.JSON])

    def stream(self, request: Request) -> Response:
        """Answer with new records as they come."""
        return self._guarded(lambda: self._stream(request))

    def _stream(self, request: Request) -> Response:
        self._guard.check(request, STREAM)
        query = read_query(request, StreamQuery)
        start, wanted = read_start(request, query.after), query.wanted()
        with self._readers.open() as ledger:  # what is new is so from now on, not from the first look
            start = ledger.pages.newest() if start is None else start
        if request.method == "HEAD":
            return Response(None, 200, dict(SAFE), EVENTS)
        self._seats.take()
        return EventStream(self._iterate(wanted, start), self._seats, self._pace.life + _PATIENCE)

    def _iterate(self, wanted: RecordFilter, start: int) -> AsyncIterator[bytes]:
        def look_now(after: int) -> tuple[tuple[Written, ...], int]:
            with self._readers.open() as ledger:
                return look_for(ledger, wanted, after)

        async def look(after: int) -> tuple[tuple[Written, ...], int]:
            return await anyio.to_thread.run_sync(look_now, after)

        return iterate_events(look, start, self._pace, closing=self._closing)


def _list_entries(ledger: Ledger, query: object) -> list[feeds.FeedEntry]:
    match query:
        case RecordFeed():
            return feeds.list_written(ledger.pages.latest(query.wanted(), feeds.MOST))
        case EpisodeFeed():
            return feeds.list_episodes(ledger, ledger.pages.latest_episodes(query.wanted(), feeds.MOST))
        case SearchFeed():
            return feeds.list_hits(find_hits(ledger, query))
        case _:
            raise TypeError(f"no feed of {type(query).__name__}")
