"""Every limit on one page, met by a server that breaks it."""

import gzip
import random
import re
import socket
import ssl
import time
import zlib
from contextlib import suppress
from pathlib import Path

import httpcore
import msgspec
import pytest
from tests.apart import measure_peak
from tests.unit.fetch.making import HERE, PATIENT, QUICK, make_fetcher
from tests.unit.fetch.server import GREETING, FakeTime, make_tls, moved, page, serving

from marsad.fetch import Fetcher, Guard, Limits, Manners, Refusal, inflate

PEM = Path(__file__).with_name("nord.example.pem")
SOON = 120  # seconds, on a machine that does much else: half of what the limits are where a test sets none


def refuse(fetcher, url, **rest):
    with pytest.raises(Refusal) as refused:
        fetcher.fetch(url, **rest)
    assert "\n" not in refused.value.message
    return refused.value.reason


def meet(server, answer, **limits):
    """Return the reason for which the page that `answer` gives is refused under `limits`."""
    server.routes["/x"] = answer
    return refuse(make_fetcher(msgspec.structs.replace(PATIENT, **limits)), server.url("/x"))


def test_a_page_as_it_is(server):
    server.routes["/x"] = page(b"<p>\xd9\x86</p>", 'ETag: "1"')
    fetched = make_fetcher().fetch(server.url("/x"))
    assert (fetched.body, fetched.final, fetched.media) == (b"<p>\xd9\x86</p>", server.url("/x"), "text/html")
    assert server.asked == ["/robots.txt", "/x"]


def test_nothing_is_fetched_from_inside_without_leave(server):
    server.routes["/x"] = page()
    assert refuse(make_fetcher(guard=Guard()), server.url("/x")) == "forbidden_port"
    assert refuse(make_fetcher(guard=Guard(ports=frozenset({server.port}))), server.url("/x")) == "forbidden_address"
    assert refuse(make_fetcher(), server.url("/x", host="localhost")) == "forbidden_port"
    assert server.asked == []


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("http://10.0.0.1/", "forbidden_address"),
        ("http://2130706433/", "forbidden_address"),
        ("http://[::ffff:127.0.0.1]/", "forbidden_address"),
        ("http://inner.example/", "forbidden_address"),
        ("http://localhost:{port}/secret", "forbidden_port"),
        ("file:///etc/passwd", "scheme"),
    ],
)
def test_a_redirect_inwards(server, where, reason):
    server.routes["/x"] = moved(where.format(port=server.port))
    fetcher = make_fetcher(resolver=lambda host, port: ["10.0.0.7"])
    assert refuse(fetcher, server.url("/x")) == reason
    assert server.asked == ["/robots.txt", "/x"]


def test_a_name_is_resolved_once_and_connected_to_as_checked(server, monkeypatch):
    """A name that changes its address between check and connection (rebinding) gains nothing."""
    asked, connected = [], []
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])

    def resolve(host, port):
        asked.append(host)
        return next(answers)

    def connect(self, host, port, timeout=None, **rest):
        connected.append((host, port))
        raise httpcore.ConnectError("down")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    fetcher = make_fetcher(guard=Guard(), resolver=resolve)
    assert refuse(fetcher, "http://nord.example/x") == "unreachable"
    assert (asked, connected) == (["nord.example"], [("93.184.216.34", 80)])


def test_a_name_that_moves_inwards_is_refused_on_the_next_exchange(monkeypatch):
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    connected = []

    class Canned(httpcore.NetworkStream):
        def __init__(self):
            self.rest = [page(b"", status="404 Not Found")]

        def read(self, max_bytes, timeout=None):
            return self.rest.pop() if self.rest else b""

        def write(self, buffer, timeout=None):
            pass

        def close(self):
            pass

        def get_extra_info(self, info):
            return None

    def connect(self, host, port, timeout=None, **rest):
        connected.append(host)
        return Canned()

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    fetcher = make_fetcher(guard=Guard(), resolver=lambda host, port: next(answers))
    assert refuse(fetcher, "http://nord.example/x") == "forbidden_address"
    assert connected == ["93.184.216.34"]


def test_the_second_address_is_tried_when_the_first_is_down(server):
    server.routes["/x"] = page()
    guard = Guard(allow=frozenset({"nord.example"}))
    fetcher = make_fetcher(guard=guard, resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert fetcher.fetch(server.url("/x", host="nord.example")).exchange.ip == "127.0.0.1"
    assert f"Host: nord.example:{server.port}".encode() in server.requests[-1]


def make_trust():
    return ssl.create_default_context(cadata=PEM.read_text().partition("-----END PRIVATE KEY-----\n")[2])


def test_certificates_are_those_of_the_name_not_of_the_address():
    guard = Guard(allow=frozenset({"nord.example", "sud.example"}))
    with serving(make_tls(PEM)) as server:
        server.routes["/x"] = page()
        fetcher = make_fetcher(guard=guard, resolver=lambda host, port: ["127.0.0.1"], tls=make_trust())
        assert fetcher.fetch(server.url("/x", "nord.example", "https")).body == b"<p>page</p>"
        assert refuse(fetcher, server.url("/x", "sud.example", "https")) == "tls"
        stranger = make_fetcher(guard=guard, resolver=lambda host, port: ["127.0.0.1"])
        assert refuse(stranger, server.url("/x", "nord.example", "https")) == "tls"


def test_no_tls_where_there_is_none(server):
    fetcher = make_fetcher(msgspec.structs.replace(PATIENT, connect=0.3))
    assert refuse(fetcher, server.url("/x", scheme="https")) in {"tls", "unreachable"}


def test_a_handshake_that_is_not_answered():
    """The time to connect holds for TLS too."""
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        fetcher = make_fetcher(msgspec.structs.replace(PATIENT, connect=0.3))
        assert refuse(fetcher, f"https://127.0.0.1:{listener.getsockname()[1]}/x") == "unreachable"
    assert time.monotonic() - begun < SOON


def test_only_the_first_addresses_of_a_host_are_tried(monkeypatch):
    tried = []

    def connect(self, host, port, timeout=None, **rest):
        tried.append(host)
        raise httpcore.ConnectError("down")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    fetcher = make_fetcher(guard=Guard(), resolver=lambda host, port: [f"93.184.216.{last}" for last in range(200)])
    assert refuse(fetcher, "http://nord.example/x") == "unreachable"
    assert tried == [f"93.184.216.{last}" for last in range(4)]


def test_redirects_are_followed_and_bounded(server):
    for number in range(5):
        server.routes[f"/{number}"] = moved(f"/{number + 1}")
    server.routes["/5"] = page(b"there")
    assert make_fetcher().fetch(server.url("/0")).final == server.url("/5")
    server.routes["/5"], server.routes["/6"] = moved("/6"), page()
    assert refuse(make_fetcher(), server.url("/0")) == "redirects"
    server.routes["/2"] = moved("/0")
    assert refuse(make_fetcher(), server.url("/0")) == "redirects"
    assert meet(server, page(b"", status="302 Found")) == "malformed"


def test_a_redirect_to_an_arabic_path_in_bare_utf8(server):
    server.routes["/x"] = moved("/خبر")
    server.routes["/%D8%AE%D8%A8%D8%B1"] = page(b"there")
    assert make_fetcher().fetch(server.url("/x")).body == b"there"


def test_an_endless_page(server):
    endless = server.drip(GREETING + b"\r\n", b"x" * 65536, 0)
    assert meet(server, endless, wire=300_000) == "too_large"
    assert meet(server, endless, body=300_000) == "inflated"


def test_an_endless_head(server):
    assert meet(server, server.drip(GREETING, b"X-More: and more\r\n" * 500, 0)) == "malformed"
    hints = server.drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000, 0)
    assert meet(server, hints, wire=300_000) == "too_large"


def test_an_announced_giant_is_not_awaited(server):
    giant = server.drip(GREETING + b"Content-Length: 999999999999\r\n\r\n", b"", 0.1)
    assert meet(server, giant) == "too_large"


def test_a_page_that_drips(server):
    begun = time.monotonic()
    assert meet(server, server.drip(GREETING + b"\r\n", b"x", 0.05), page=0.5) == "slow"
    assert meet(server, server.drip(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.05), page=0.5) == "slow"
    assert time.monotonic() - begun < SOON


def test_a_redirect_does_not_buy_time(server):
    clock = FakeTime()

    def after_a_while(answer):
        def send(client):
            clock.time += 1_000
            client.sendall(answer)

        return send

    server.routes |= {"/x": after_a_while(moved("/y")), "/y": after_a_while(GREETING + b"\r\n<p>")}
    fetchers = [make_fetcher(Limits(page=seconds, read=240.0), now=clock.now) for seconds in (2_500.0, 1_500.0)]
    assert fetchers[0].fetch(server.url("/x")).body == b"<p>"
    assert refuse(fetchers[1], server.url("/x")) == "slow"


def test_a_silent_page(server):
    begun = time.monotonic()
    assert meet(server, server.drip(b"", b"", 0.1), read=0.3) == "timeout"
    assert meet(server, server.drip(GREETING + b"\r\n<p>", b"", 0.1), read=0.3) == "timeout"
    assert time.monotonic() - begun < SOON


@pytest.mark.parametrize(
    "answer",
    [
        GREETING + b"Content-Length: 100\r\n\r\n<p>",
        GREETING + b"Transfer-Encoding: chunked\r\n\r\n10\r\n<p>",
        GREETING + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 1000, mtime=0)[:-9],
        GREETING[:-10],
        b"",
    ],
)
def test_pages_that_break_off(server, answer):
    assert meet(server, answer) == "incomplete"


@pytest.mark.parametrize(
    "answer",
    [
        b"\x00\x01\x02 not HTTP at all\r\n\r\n",
        GREETING + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<p>",
        GREETING + b"Content-Length: -5\r\n\r\n<p>",
        GREETING + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>",
        GREETING + b"X: \x00\r\n\r\n",
    ],
)
def test_what_is_not_http(server, answer):
    assert meet(server, answer) == "malformed"


def test_a_compressed_page(server):
    for body in (
        gzip.compress(b"<p>a</p>", mtime=0),
        zlib.compress(b"<p>a</p>"),
        gzip.compress(b"<p>", mtime=0) + gzip.compress(b"a</p>", mtime=0),
    ):
        server.routes["/x"] = page(body, "Content-Encoding: gzip")
        assert make_fetcher().fetch(server.url("/x")).body == b"<p>a</p>"


def test_a_bomb(server):
    bomb = page(gzip.compress(b"\0" * 30_000_000, mtime=0), "Content-Encoding: gzip")
    assert len(bomb) < 40_000
    assert meet(server, bomb) == "inflated"
    members = page(gzip.compress(b"\0" * 9000, mtime=0) * 50, "Content-Encoding: gzip")
    assert meet(server, members, body=400_000) == "inflated"


def fail_to_inflate(bomb):
    with pytest.raises(Refusal):
        inflate((bomb,), 100_000)


def test_a_bomb_takes_no_memory():
    peak, _ = measure_peak(fail_to_inflate, gzip.compress(b"\0" * 100_000_000, mtime=0))
    assert peak < 2_000_000


def test_a_million_members_are_read_once():
    """What follows a member was copied for each of them: two megabytes took seven seconds, fifty would have hours."""
    begun = time.thread_time()
    assert inflate((gzip.compress(b"", mtime=0) * 400_000,), 100) == b""
    assert time.thread_time() - begun < 10


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_members_however_they_arrive(size):
    whole = gzip.compress(b"<p>", mtime=0) + gzip.compress(b"a</p>", mtime=0) + b"\0\0 padding"
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert inflate(pieces, 100) == b"<p>a</p>"


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "x"])
def test_codings_not_asked_for(server, coding):
    assert meet(server, page(gzip.compress(b"a", mtime=0), f"Content-Encoding: {coding}")) == "encoding"


def test_broken_gzip(server):
    assert meet(server, page(b"no gzip at all", "Content-Encoding: gzip")) == "encoding"


def test_other_media_are_not_taken(server):
    server.routes["/x"] = page(b"%PDF", kind="application/pdf")
    assert refuse(make_fetcher(), server.url("/x"), media={"text/html"}) == "media"
    assert make_fetcher().fetch(server.url("/x")).media == "application/pdf"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("403 Forbidden", "forbidden"), ("404 Not Found", "gone"), ("410 Gone", "gone"), ("418 Teapot", "status"),
        ("429 Too Many", "throttled"), ("500 Error", "server_error"), ("503 Busy", "server_error"),
        ("204 No Content", "status"), ("206 Partial Content", "status"), ("304 Not Modified", "unchanged"),
    ],
)  # fmt: skip
def test_statuses(server, status, reason):
    assert meet(server, page(b"", status=status)) == reason


def test_nobody_there():
    with serving() as server:
        url = server.url("/x")
    assert refuse(make_fetcher(), url) == "unreachable"


def test_messages_hold_nothing_that_a_terminal_obeys(server):
    server.routes["/x"] = page(b"", "Content-Encoding: \x1b[31mred" + "y" * 900)
    with pytest.raises(Refusal) as refused:
        make_fetcher().fetch(server.url("/x"))
    assert refused.value.message.isprintable()
    assert len(refused.value.message) <= 300


def test_evidence_is_what_travelled(server):
    kept = []
    server.routes["/x"] = moved("/y")
    server.routes["/y"] = page(gzip.compress(b"<p>a</p>", mtime=0), "Content-Encoding: gzip")
    make_fetcher(keep=kept.append).fetch(server.url("/x"))
    assert [each.url for each in kept] == [server.url(path) for path in ("/robots.txt", "/x", "/y")]
    assert kept[2].received == server.routes["/y"]
    assert kept[2].sent == server.requests[2]
    assert kept[2].body == b"<p>a</p>"


def test_proxies_of_the_environment_are_not_asked(server, monkeypatch):
    """A proxy would resolve names by itself, past the guard."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.routes["/x"] = page()
    assert make_fetcher().fetch(server.url("/x")).body


def test_defaults_are_strict():
    fetcher = Fetcher()
    assert refuse(fetcher, "http://127.0.0.1/") == "forbidden_address"
    assert Guard().allow == frozenset()
    assert re.fullmatch(r"marsad/1 \(\+.+\)", Manners(version="1").name())
    assert (HERE.allow, QUICK.delay, Manners().delay) == (frozenset({"127.0.0.1"}), 0.0, 1.0)


def test_no_answer_however_mangled_raises_anything_but_a_refusal(server):
    """Bytes swapped, cut and doubled at random, under a fixed seed."""
    chance = random.Random(4)
    whole = page(gzip.compress(b"<p>a</p>", mtime=0), "Content-Encoding: gzip", "Location: /y", "Retry-After: 1")
    chunked = GREETING + b"Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n"
    fetcher = make_fetcher()
    for number in range(300):
        answer = bytearray(chance.choice((whole, chunked, moved("/z"), page(b"", status="429 Busy"))))
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(answer))
            answer[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        server.routes[f"/{number}"] = bytes(answer)
        with suppress(Refusal):
            fetcher.fetch(server.url(f"/{number}"))
