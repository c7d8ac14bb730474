"""The description of the API by OpenAPI 3.1, made from the questions and nouns themselves."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from marsad import __version__
from marsad.app.api.feeds import MEDIA as ATOM
from marsad.app.api.nouns import LAYERS, Problem, Row
from marsad.app.api.operations import OPERATIONS, Operation
from marsad.app.api.problems import MEDIA as PROBLEM
from marsad.app.api.queries import EpisodeFeed, Form, RecordFeed, SearchFeed, StreamQuery
from marsad.app.tokens import STREAM

Json = dict[str, Any]
_REF = "#/components/schemas/{name}"
_NAME = {"type": "string", "minLength": 1, "maxLength": 60, "pattern": "^[A-Za-z0-9-]+$"}
FEEDS = (("records", RecordFeed), ("episodes", EpisodeFeed), ("search", SearchFeed))
_FAULTS = {
    "400": "The question cannot be understood",
    "401": "A token is needed",
    "403": "The token lacks the scope",
    "404": "There is none such",
    "406": "There is no such form",
    "413": "The request is too large",
    "414": "The query is too long",
    "422": "The question is understood and cannot be answered: a cursor of another list, no word to look for",
    "429": "Too many requests",
    "500": "Something unexpected went wrong",
    "503": "The ledger cannot be asked now",
}
_TAG: Json = {"ETag": {"required": True, "schema": {"type": "string"}, "description": "For If-None-Match"}}
_NEXT: Json = {"Link": {"schema": {"type": "string"}, "description": 'The page after this one, rel="next"'}}
_LATER: Json = {"Retry-After": {"required": True, "schema": {"type": "string", "pattern": "^[0-9]+$"}}}
_UNCHANGED: Json = {"description": "Unchanged", "headers": _TAG}


@cache
def make_document(root: str, *, local: bool) -> bytes:
    """Return the document as JSON."""
    return msgspec.json.encode(describe(root, local=local))


def describe(root: str = "", *, local: bool = True) -> Json:
    """Return the document of an API that stands at the path `root`; where not `local`, everybody needs a token."""
    kinds = [operation.kind for operation in OPERATIONS]
    _, components = msgspec.json.schema_components([*kinds, *LAYERS, Problem], ref_template=_REF)
    paths = {operation.path: {"get": _describe(operation)} for operation in OPERATIONS}
    paths["/stream"] = {"get": _describe_stream()}
    paths |= {f"/feeds/{name}.atom": {"get": _describe_feed(name, kind)} for name, kind in FEEDS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Marsad",
            "version": __version__,
            "summary": "A sourced ledger of nuclear signalling, for programs",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root or "/"}],
        "security": [*([{}] if local else []), {"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _describe(operation: Operation) -> Json:
    names = re.findall(r"{(\w+)}", operation.path)
    parameters = [{"name": name, "in": "path", "required": True, "schema": _NAME} for name in names]
    asked = _list_parameters(operation.query)
    headers = _TAG | _NEXT if operation.is_list else _TAG
    item = _schema_of(operation.kind)
    body = _list_of(item) if operation.is_list else item
    content: Json = {"application/json": {"schema": body}}
    if operation.is_list:
        content["text/csv"] = {"schema": {"type": "string"}}
        content["application/vnd.apache.parquet"] = {"schema": {"type": "string", "format": "binary"}}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"Scope: {operation.scope}.",
        "parameters": [*parameters, *(asked if operation.is_list else map(_keep_json, asked))],
        "responses": {"200": {"description": "Found", "headers": headers, "content": content}, "304": _UNCHANGED}
        | _list_faults(),
    }


def _keep_json(parameter: Json) -> Json:
    """Return a parameter of an answer that is no list: it has no other form than JSON."""
    return parameter | {"schema": {"enum": [Form.JSON.value]}} if parameter["name"] == "format" else parameter


def _describe_stream() -> Json:
    seen = {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string", "pattern": "^[0-9]{0,15}$"}}
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": _schema_of(Row)}
    event = {
        "type": "object",
        "required": ["id", "event", "data"],
        "properties": {"id": {"type": "string", "pattern": "^[0-9]+$"}, "event": {"const": "record"}, "data": data},
    }
    content = {"text/event-stream": {"schema": event}}
    return {
        "operationId": "stream",
        "summary": "New records as server-sent events: `id` is their number, `data` a Row",
        "description": f"Scope: {STREAM}.",
        "parameters": [seen, *_list_parameters(StreamQuery)],
        "responses": {"200": {"description": "Events", "content": content}} | _list_faults(),
    }


def _describe_feed(name: str, kind: type) -> Json:
    content = {ATOM.partition(";")[0]: {"schema": {"type": "string"}}}
    return {
        "operationId": f"feed_{name}",
        "summary": f"{(kind.__doc__ or '').strip()} As an Atom feed.",
        "parameters": _list_parameters(kind),
        "responses": {"200": {"description": "A feed", "headers": _TAG, "content": content}, "304": _UNCHANGED}
        | _list_faults(),
    }


def _list_faults() -> Json:
    content = {PROBLEM: {"schema": {"$ref": _REF.format(name="Problem")}}}
    headers: Json = {status: {"headers": _LATER} for status in ("429", "503")}
    return {
        status: {"description": words, "content": content} | headers.get(status, {})
        for status, words in _FAULTS.items()
    }


def _schema_of(kind: Any) -> Json:  # noqa: ANN401 (any noun)
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REF)
    return schema


def _list_of(item: Json) -> Json:
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {"items": {"type": "array", "items": item}, "next": {"type": ["string", "null"]}},
    }


def _list_parameters(kind: type) -> list[Json]:
    """Return a question's parameters with their schemas written out, since these nouns are nobody else's."""
    (schema,), components = msgspec.json.schema_components([kind], ref_template=_REF)
    own = components[schema["$ref"].rpartition("/")[2]]
    required: Sequence[str] = own.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _write_out(field, components)}
        for name, field in own["properties"].items()
    ]


def _write_out(schema: Any, components: Json) -> Any:  # noqa: ANN401 (JSON)
    """Return a schema with what it refers to in its place; a parameter that is not given is not null."""
    if isinstance(schema, list):
        return [_write_out(each, components) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        found = _write_out(components[schema["$ref"].rpartition("/")[2]], components)
        return {key: value for key, value in found.items() if key not in ("title", "description")}
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) == 1:
        return _write_out(kinds[0], components)
    return {
        key: _write_out(value, components)
        for key, value in schema.items()
        if not (key == "default" and value in (None, []))
    }
