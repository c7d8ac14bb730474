"""Who may ask: tokens, scopes, rates, names of this machine."""

import base64

import pytest

from marsad.app.api.guard import Rate
from marsad.app.errors import AppError
from marsad.app.tokens import PREFIX, TokenFile, find_tokens
from marsad.ledger import Ledger

from ..made import make_reading
from .asking import make_client

NOW = 1_900_000_000.0


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "marsad.ledger"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading(), run="1", at="2031-03-05T00:00:00+00:00")
    return path


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def add(path, *scopes, name="reader", days=30):
    return TokenFile(find_tokens(path)).add(name, scopes, NOW, days)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({}, 200),
        ({"host": "127.0.0.1:8000"}, 200),
        ({"host": "[::1]:8000", "client": ("::1", 5000)}, 200),
        ({"host": "attacker.example"}, 401),
        ({"host": "localhost.attacker.example"}, 401),
        ({"client": ("192.0.2.7", 5000)}, 401),
        ({"local": False}, 401),
    ],
)
def test_only_this_machine_asks_without_a_token(place, options, status):
    with make_client(place, **options) as client:
        answer = client.get("/records")
        assert answer.status_code == status
        assert (answer.headers.get("www-authenticate") == "Bearer") == (status == 401)


@pytest.mark.parametrize("spoof", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP"])
def test_headers_do_not_make_a_stranger_local(place, spoof):
    with make_client(place, client=("192.0.2.7", 5000)) as client:
        assert client.get("/records", headers={spoof: "127.0.0.1"}).status_code == 401


def test_a_token_opens_what_its_scopes_name(place):
    records, articles = add(place, "read:records"), add(place, "read:articles", name="other")
    with Ledger.open(place, readonly=True) as ledger:
        (head,) = ledger.articles()
    with make_client(place, local=False, now=lambda: NOW) as client:
        assert client.get("/records", headers=bearer(records)).status_code == 200
        assert client.get(f"/articles/{head.id}", headers=bearer(articles)).status_code == 200
        for address, secret in (
            (f"/articles/{head.id}", records),
            ("/stream", records),
            ("/records", articles),
            ("/feeds/records.atom", articles),
            ("/", articles),
        ):
            answer = client.get(address, headers=bearer(secret))
            assert answer.status_code == 403
            assert "scope" in answer.json()["detail"]


@pytest.mark.parametrize(
    "scope", ["read:records,read:articles", "read:*", "", "READ:RECORDS", "read:records read:articles"]
)
def test_scopes_are_just_those_that_there_are(place, scope):
    with pytest.raises(AppError, match="not a scope"):
        add(place, scope)


def test_a_token_ends_and_is_revoked(place):
    secret, clock = add(place, "read:records", days=2), [NOW]
    with make_client(place, local=False, now=lambda: clock[0]) as client:
        assert client.get("/records", headers=bearer(secret)).status_code == 200
        clock[0] += 3 * 86_400
        assert client.get("/records", headers=bearer(secret)).status_code == 401
        clock[0] = NOW
        TokenFile(find_tokens(place)).revoke("reader")
        assert client.get("/records", headers=bearer(secret)).status_code == 401
    with pytest.raises(AppError, match="no such token"):
        TokenFile(find_tokens(place)).revoke("reader")


def test_a_bad_token_is_refused_even_at_home(place):
    add(place, "read:records")
    with make_client(place, now=lambda: NOW) as client:
        for value in ("Bearer x", "Bearer ", f"Bearer {PREFIX}", "Basic !", "Digest a=b", "Bearer " + "a" * 9_000):
            assert client.get("/records", headers={"Authorization": value}).status_code == 401


def test_readers_that_know_passwords_only(place):
    secret = base64.b64encode(f"any:{add(place, 'read:records')}".encode()).decode()
    with make_client(place, local=False, now=lambda: NOW) as client:
        assert client.get("/feeds/records.atom", headers={"Authorization": f"Basic {secret}"}).status_code == 200


def test_a_token_may_ask_so_often(place):
    secret, ticks = add(place, "read:records"), [0.0]
    rate = Rate(burst=3, per_second=0.5)
    with make_client(place, local=False, now=lambda: NOW, tick=lambda: ticks[0], rate=rate) as client:
        told = [client.get("/", headers=bearer(secret)).status_code for _ in range(4)]
        assert told == [200, 200, 200, 429]
        assert client.get("/", headers=bearer(secret)).headers["retry-after"] == "3"
        ticks[0] += 2.5
        assert client.get("/", headers=bearer(secret)).status_code == 200


def test_only_hashes_are_kept_in_a_private_file(place):
    secret = add(place, "read:records")
    path = find_tokens(place)
    assert secret.encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert [token.name for token in TokenFile(path).list_all()] == ["reader"]
    with pytest.raises(AppError, match="there is such a token"):
        add(place, "stream")


def test_a_file_that_is_none_of_ours(place):
    find_tokens(place).write_text("something else entirely, and long enough to be read as a header " * 20)
    with make_client(place, local=False, now=lambda: NOW) as client:
        assert client.get("/records", headers=bearer("x")).status_code == 503
