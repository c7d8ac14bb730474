"""Requests made from the description and against it: no answer is a server's error, none leaves the description."""

import base64
import json
import random
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from marsad.app.api import create_api
from marsad.app.api.guard import Rate
from marsad.app.api.openapi import describe
from marsad.app.api.operations import OPERATIONS
from marsad.app.api.stream import Pace
from marsad.app.tokens import SCOPES, TokenFile, find_tokens

jsonschema = pytest.importorskip("jsonschema")


@pytest.fixture(scope="module")
def stranger(path):
    """A program elsewhere with a token, asking the API where it is mounted."""
    secret = TokenFile(find_tokens(path)).add("fuzz", SCOPES, time.time(), 1)
    pace = Pace(every=0.005, life=0.01, clients=50)
    app = create_api(path, local=False, rate=Rate(burst=10**6, per_second=10**6), pace=pace)
    mounted = Starlette(routes=[Mount("/api", app)])
    headers = {"Authorization": f"Bearer {secret}"}
    with TestClient(mounted, base_url="http://far.example/api", headers=headers, client=("192.0.2.1", 1)) as client:
        yield client


def make_values(schema):
    """Return what fits the schema of a parameter, and now and then what does not."""
    match schema:
        case {"enum": values}:
            fits = st.sampled_from(values)
        case {"type": "array", "items": item}:
            return st.lists(make_values(item), max_size=3)
        case {"type": "integer"}:
            fits = st.integers(schema.get("minimum", 0), schema.get("maximum", 9))
        case {"type": "boolean"}:
            fits = st.booleans().map(str)
        case {"pattern": pattern}:
            fits = st.from_regex(pattern.replace("$", r"\Z"))
        case _:
            fits = st.sampled_from(("RUS", "NRD", "NRD USA", "نوردستان", "new-start"))
    return st.one_of(fits, fits, fits, st.text(max_size=30), st.integers())


def make_requests(path, parameters):
    """Return addresses and questions for what is described, of which each parameter is given or not."""
    names = [parameter["name"] for parameter in parameters if parameter["in"] == "path"]
    own = st.sampled_from(("e", "a", "s", "t", "si", "new-start", "x", "%", "..", "é"))
    where = st.tuples(*(own for _ in names)).map(lambda chosen: path.format(**dict(zip(names, chosen, strict=True))))
    asked = {one["name"]: make_values(one["schema"]) for one in parameters if one["in"] == "query"}
    return st.tuples(where, st.fixed_dictionaries({}, optional=asked))


PATHS = sorted(describe()["paths"])


@pytest.mark.parametrize("path_", PATHS)
def test_answers_are_as_described_whatever_is_asked(stranger, path_):
    document = describe()
    operation = document["paths"][path_]["get"]
    statuses = set()

    @settings(max_examples=40, derandomize=True, database=None)
    @given(make_requests(path_, operation["parameters"]))
    def ask(request):
        where, asked = request
        answer = stranger.get(f"/api{where}", params=asked)
        statuses.add(answer.status_code)
        described = operation["responses"].get(str(answer.status_code))
        assert described, (answer.status_code, answer.text)
        media = answer.headers["content-type"].partition(";")[0]
        assert media in described["content"]
        if media.endswith("json"):
            schema = described["content"][media]["schema"] | {"components": document["components"]}
            jsonschema.Draft202012Validator(schema).validate(answer.json())

    ask()
    assert statuses


EVIL = (
    "' OR 1=1 --",
    '" OR "" = "',
    "x'; DROP TABLE record; --",
    "NEAR(a b)",
    "terms:a AND NOT b*",
    '"unclosed',
    "*",
    "a* OR ^b",
    "(((((",
    "{a b}: -c",
    "%00",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "../../../../etc/passwd",
    "..%2f..%2f",
    "${jndi:x}",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "\ufeff\u202e",
    "9" * 400,
    "-1",
    "NaN",
    "null",
    "[]",
    "𒀀" * 200,
)


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_what_attackers_send_is_text(client, evil):
    before = client.get("/").json()
    for operation in OPERATIONS:
        path = operation.path.replace("{name}", evil.replace("\x00", "%00").replace("\r\n", "%0d%0a"))
        answers = [client.get(path)]
        names = operation.query.__struct_fields__
        answers += [client.get(operation.path.replace("{name}", "x"), params={name: evil}) for name in names]
        for answer in answers:
            assert answer.status_code < 500, (operation.path, answer.text)
            assert "set-cookie" not in answer.headers
            assert "root:" not in answer.text
    for feed in ("records", "episodes", "search"):
        assert client.get(f"/feeds/{feed}.atom", params={"q": evil}).status_code < 500
    assert client.get("/").json() == before


def test_searches_find_words_and_obey_none(client):
    plain = client.get("/search", params={"q": "نوردستان"}).json()["items"]
    sly = client.get("/search", params={"q": "نوردستان OR terms NOT NEAR"}).json()["items"]
    assert plain
    assert sly == []


def test_oversized_and_malformed_requests(client):
    assert client.get("/records?" + "outlet=" + "a" * 5_000).status_code == 414
    assert client.get("/records?" + "&".join(f"outlet={number}" for number in range(60))).status_code == 400
    assert client.get("/records?" + "&" * 3_000).status_code == 200
    assert client.get("/records?%ff%fe=%c3%28").status_code == 400
    assert client.get("/records?outlet=%c3%28").status_code == 200
    assert client.request("GET", "/records", content=b"x" * 10_000).status_code == 200
    assert client.get("/records", headers={"Accept": "," * 9_000}).status_code in (200, 406)
    assert client.get("/records", headers={"If-None-Match": '"' * 9_000}).status_code == 200
    assert client.get("/" + "a" * 3_000).status_code == 404
    assert client.get("/records/").status_code == 404


def test_cursors_that_are_made_up(client):
    chance = random.Random(4)
    good = client.get("/records?limit=1").json()["next"]
    for _ in range(200):
        changed = list(good)
        for _ in range(chance.randrange(1, 4)):
            changed[chance.randrange(len(changed))] = chance.choice(string.ascii_letters + string.digits + "-_=")
        answer = client.get("/records", params={"limit": 1, "cursor": "".join(changed)})
        assert answer.status_code in (200, 422)
    for place in ([], ["records"], ["records", 2**80, "", 1, ""], ["records", {}, 1], "records", ["records"] * 5):
        cursor = base64.urlsafe_b64encode(json.dumps(place).encode()).decode()
        assert client.get("/records", params={"cursor": cursor}).status_code in (200, 422)
