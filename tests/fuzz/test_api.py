"""The API keeps to its own description, by requests that schemathesis makes from it."""

import pytest

pytest.importorskip("schemathesis")
pytest.importorskip("starlette")
pytest.importorskip("jinja2")
pytest.importorskip("argon2")
pytest.importorskip("httpx2")

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from .api import fuzz, standing

WANTED = {
    "content_type_conformance",
    "ignored_auth",
    "negative_data_rejection",
    "not_a_server_error",
    "positive_data_acceptance",
    "response_headers_conformance",
    "response_schema_conformance",
    "status_code_conformance",
    "unsupported_method",
    "use_after_free",
}


def test_nothing_is_found():
    with standing(local=False) as (app, headers):
        outcome = fuzz(app, headers, examples=1, seed=1)
    assert [f"{one.check} {one.operation}: {one.words}\n{one.request}" for one in outcome.findings] == []
    assert outcome.checks.keys() >= WANTED
    assert sum(outcome.checks.values()) > 10_000


def test_what_is_wrong_is_found():
    document = {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {
            "/number": {
                "get": {
                    "parameters": [{"name": "n", "in": "query", "required": True, "schema": {"type": "integer"}}],
                    "responses": {
                        "200": {"description": "x", "content": {"application/json": {"schema": {"type": "integer"}}}}
                    },
                }
            }
        },
    }
    app = Starlette(
        routes=[
            Route("/api/openapi.json", lambda request: JSONResponse(document)),
            Route("/number", lambda request: JSONResponse(request.query_params.get("n"))),
        ]
    )
    found = {one.check for one in fuzz(app, {}, examples=2, seed=1).findings}
    assert {"response_schema_conformance", "negative_data_rejection"} <= found
