"""The description of the API: valid by the standard's own checker, and kept by the answers."""

import json

import pytest

from marsad.app.api.operations import OPERATIONS

LONGEST = 4_000


def test_the_document_is_valid(client):
    validator = pytest.importorskip("openapi_spec_validator")
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    validator.validate(document)


def test_every_address_is_described(client):
    document = client.get("/openapi.json").json()
    assert {operation.path for operation in OPERATIONS} <= set(document["paths"])
    assert client.get("/").json()["addresses"] == [operation.path for operation in OPERATIONS]
    words = json.dumps(document)
    assert "msgspec" not in words
    assert all(methods.keys() == {"get"} for methods in document["paths"].values())


def test_answers_keep_to_their_schemas(client):
    jsonschema = pytest.importorskip("jsonschema")
    document = client.get("/openapi.json").json()
    names = {
        "record": client.get("/records?layer=signal").json()["items"][0]["record"]["id"],
        "article": client.get("/articles").json()["items"][0]["id"],
        "treaty": "new-start",
    }
    names |= {"check": names["article"], "story": names["article"], "episode": names["record"]}
    asked = {"sayings": "?party=NRD", "series": "?track=acts", "search": "?q=نوردستان"}
    for operation in OPERATIONS:
        path = operation.path.replace("{name}", names.get(operation.name, ""))
        answer = client.get(path + asked.get(operation.name, ""))
        assert answer.status_code == 200, answer.text
        content = document["paths"][operation.path]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"] | {"components": document["components"]}
        jsonschema.Draft202012Validator(schema).validate(answer.json())
