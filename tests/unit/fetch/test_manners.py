"""Robots, turns, retries and conditions, by a clock that only sleeping moves."""

import threading
import time

import pytest
from protego import Protego
from tests.apart import measure_peak
from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import FakeTime, page

from marsad.fetch import Exchange, Limits, Manners, Refusal, Validator
from marsad.fetch.address import parse_address
from marsad.fetch.groups import select_groups
from marsad.fetch.pace import Pacer
from marsad.fetch.robots import Robots

PLAIN = "text/plain"


@pytest.fixture
def clock():
    return FakeTime()


def make_patient(clock, **rest):
    manners = Manners(**{"delay": 0.0, "backoff": 2.0, "jitter": 0.5, **rest.pop("manners", {})})
    return make_fetcher(manners=manners, now=clock.now, sleep=clock.sleep, chance=lambda: 0.5, **rest)


def refuse(fetcher, url):
    with pytest.raises(Refusal) as refused:
        fetcher.fetch(url)
    return refused.value


def test_it_says_who_it_is(server):
    server.routes["/x"] = page()
    make_fetcher(manners=Manners(delay=0.0, version="1", contact="monitor@nord.example")).fetch(server.url("/x"))
    assert all(b"User-Agent: marsad/1 (+monitor@nord.example)" in each for each in server.requests)


def test_robots_are_heeded_and_asked_once(server, clock):
    rules = b"User-agent: *\nDisallow: /\nUser-agent: Marsad\nDisallow: /shut\nAllow: /shut/open\nDisallow: /*.pdf$"
    server.routes |= {"/robots.txt": page(rules, kind=PLAIN), "/a": page(), "/shut/open": page(), "/shut/b": page()}
    fetcher = make_patient(clock)
    for path in ("/a", "/shut/open"):
        assert fetcher.fetch(server.url(path)).body
    for path in ("/shut/b", "/c.pdf", "/a/../shut/b", "/%2e/shut/b"):
        assert refuse(fetcher, server.url(path)).reason == "robots"
    assert server.asked == ["/robots.txt", "/a", "/shut/open"]
    clock.time += 90_000
    fetcher.fetch(server.url("/a"))
    assert server.asked.count("/robots.txt") == 2


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_no_robots_no_rules(server, status):
    server.routes |= {"/robots.txt": page(b"", status=status), "/x": page()}
    assert make_fetcher().fetch(server.url("/x")).body


def test_a_site_whose_robots_cannot_be_had_is_left_alone_for_a_while(server, clock):
    server.routes |= {"/robots.txt": page(b"", status="500 Error"), "/x": page()}
    fetcher = make_patient(clock, manners={"retries": 0})
    refusal = refuse(fetcher, server.url("/x"))
    assert (refusal.reason, refusal.message[:11]) == ("server_error", "robots.txt:")
    refuse(fetcher, server.url("/x"))
    assert server.asked == ["/robots.txt"]
    server.routes["/robots.txt"] = page(b"", kind=PLAIN)
    clock.time += 700
    assert fetcher.fetch(server.url("/x")).body


def test_robots_behind_a_redirect_inwards(server):
    server.routes |= {"/robots.txt": page(b"", "Location: http://10.0.0.1/", status="301 Moved"), "/x": page()}
    assert refuse(make_fetcher(), server.url("/x")).reason == "forbidden_address"


def test_giant_robots(server):
    server.routes |= {"/robots.txt": server.drip(b"HTTP/1.1 200 OK\r\n\r\n", b"#" * 65536, 0), "/x": page()}
    refusal = refuse(make_fetcher(), server.url("/x"))
    assert (refusal.reason, "1000000 bytes" in refusal.message) in {("too_large", True), ("inflated", True)}


def test_robots_of_nothing_but_wildcards(server):
    """A matcher that goes back would need longer than there is time."""
    rules = b"User-agent: *\nDisallow: /" + b"*a" * 2_000 + b"*b$\n" + b"Disallow: /*a*a*a*a*b\n" * 5_000
    path = "/" + "a" * 5_000
    server.routes |= {"/robots.txt": page(rules, kind=PLAIN), path: page()}
    begun = time.thread_time()
    assert make_fetcher().fetch(server.url(path)).body
    assert time.thread_time() - begun < 30


def test_silent_robots(server):
    server.routes |= {"/robots.txt": server.drip(b"", b"", 0.1), "/x": page()}
    with pytest.raises(Refusal, match=r"robots\.txt: no byte for 0\.3 seconds"):
        make_fetcher(Limits(read=0.3)).fetch(server.url("/x"))


@pytest.mark.parametrize(
    ("rules", "wait"),
    [(b"Crawl-delay: 7", 7.0), (b"Crawl-delay: 0", 2.0), (b"Crawl-delay: nan", 2.0), (b"Request-rate: 1/9s", 9.0)],
)
def test_the_delay_between_two_pages(server, clock, rules, wait):
    server.routes |= {"/robots.txt": page(b"User-agent: *\n" + rules, kind=PLAIN), "/a": page(), "/b": page()}
    fetcher = make_patient(clock, manners={"delay": 2.0})
    for path in ("/a", "/b"):
        fetcher.fetch(server.url(path))
    assert clock.slept == [2.0, wait]


def test_a_host_that_wants_more_patience_than_there_is(server, clock):
    server.routes |= {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 1e9", kind=PLAIN), "/a": page(), "/b": page()}
    fetcher = make_patient(clock)
    fetcher.fetch(server.url("/a"))
    assert refuse(fetcher, server.url("/b")).reason == "host_wait"
    assert server.asked == ["/robots.txt", "/a"]


def test_failing_pages_are_tried_again_after_longer_and_longer(server, clock):
    server.routes["/x"] = [page(b"", status="500 Error"), page(b"", status="502 Bad"), page(b"well")]
    assert make_patient(clock).fetch(server.url("/x")).body == b"well"
    assert clock.slept == [2.0 * 1.25, 4.0 * 1.25]


def test_and_given_up_in_the_end(server, clock):
    server.routes["/x"] = page(b"", status="500 Error")
    assert refuse(make_patient(clock), server.url("/x")).reason == "server_error"
    assert server.asked.count("/x") == 3


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "304 Not Modified"])
def test_what_will_not_pass_is_not_tried_again(server, clock, status):
    server.routes["/x"] = page(b"", status=status)
    refuse(make_patient(clock), server.url("/x"))
    assert server.asked.count("/x") == 1


def test_a_broken_page_is_tried_again(server, clock):
    server.routes["/x"] = [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", page(b"well")]
    assert make_patient(clock).fetch(server.url("/x")).body == b"well"


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
@pytest.mark.parametrize(
    "headers",
    [
        ["Retry-After: 30"],
        ["Retry-After: Sun, 29 Nov 2026 08:00:30 GMT", "Date: Sun, 29 Nov 2026 08:00:00 GMT"],
    ],
)
def test_retry_after_is_waited_for(server, clock, status, headers):
    server.routes["/x"] = [page(b"", *headers, status=status), page(b"well")]
    assert make_patient(clock).fetch(server.url("/x")).body == b"well"
    assert clock.slept == [30.0]


def test_retry_after_that_makes_no_sense_is_left_alone(server, clock):
    server.routes["/x"] = [page(b"", "Retry-After: soon", status="429 Too Many"), page(b"well")]
    assert make_patient(clock).fetch(server.url("/x")).body == b"well"
    assert clock.slept == [2.5]


def test_a_host_that_asks_for_an_hour_gets_it(server, clock):
    server.routes |= {"/x": page(b"", "Retry-After: 3600", status="429 Too Many"), "/y": page()}
    fetcher = make_patient(clock)
    assert refuse(fetcher, server.url("/x")).reason == "throttled"
    assert refuse(fetcher, server.url("/y")).reason == "host_wait"
    assert server.asked == ["/robots.txt", "/x"]
    clock.time += 3600
    assert fetcher.fetch(server.url("/y")).body


def test_no_host_shuts_itself_off_for_more_than_a_day(server, clock):
    server.routes["/x"] = [page(b"", "Retry-After: 999999999999", status="429 Too Many"), page(b"well")]
    fetcher = make_patient(clock)
    assert refuse(fetcher, server.url("/x")).reason == "throttled"
    clock.time += 86_000
    assert refuse(fetcher, server.url("/x")).reason == "host_wait"
    clock.time += 401
    assert fetcher.fetch(server.url("/x")).body == b"well"


def test_a_page_is_asked_for_only_if_changed(server):
    known = {server.url("/x"): Validator(etag='"\xe9"', modified="Sun, 29 Nov 2026 08:00:00 GMT")}
    server.routes["/x"] = page(b"", status="304 Not Modified")
    assert refuse(make_fetcher(known=known.get), server.url("/x")).reason == "unchanged"
    assert b'If-None-Match: "\xe9"' in server.requests[-1]
    assert b"If-Modified-Since: Sun, 29 Nov 2026 08:00:00 GMT" in server.requests[-1]
    assert b"If-None-Match" not in server.requests[0]


def test_what_to_remember_of_a_page(server):
    server.routes["/x"] = page(b"a", 'ETag: W/"1"', "Last-Modified: Sun, 29 Nov 2026 08:00:00 GMT")
    server.routes["/y"] = page(b"a")
    assert make_fetcher().fetch(server.url("/x")).validator == Validator(
        etag='W/"1"', modified="Sun, 29 Nov 2026 08:00:00 GMT"
    )
    assert make_fetcher().fetch(server.url("/y")).validator is None


@pytest.mark.parametrize("seats", [1, 2])
def test_a_host_serves_only_so_many_at_once(server, seats):
    lock, now, most = threading.Lock(), 0, 0
    full = threading.Barrier(seats, timeout=240)

    def slow(client):
        nonlocal now, most
        with lock:
            now += 1
            most = max(now, most)
        full.wait()
        time.sleep(0.1)  # while whoever has no seat would come
        # Counted out before it is sent: whoever has the answer may ask again at once.
        with lock:
            now -= 1
        client.sendall(page())

    server.routes |= {f"/{number}": slow for number in range(6)}
    fetcher = make_fetcher(manners=Manners(delay=0.0, per_host=seats))
    threads = [threading.Thread(target=fetcher.fetch, args=(server.url(f"/{number}"),)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == seats
    assert len(server.asked) == 7


def test_hosts_do_not_wait_for_one_another(clock):
    pacer = Pacer(Manners(), clock.now, clock.sleep)
    for host in ("a", "b", "a"):
        with pacer.turn(host, 5.0):
            pass
    assert clock.slept == [5.0]


def test_hosts_long_free_are_forgotten(clock):
    pacer = Pacer(Manners(), clock.now, clock.sleep)
    for number in range(10_000):
        clock.time += 1
        with pacer.turn(f"host{number}", 1.0):
            pass
    assert len(pacer._gates) <= 4096


def test_sites_are_forgotten_when_there_are_too_many():
    def get(address, *rest):
        raise Refusal("gone", "none")

    robots = Robots(get, Manners(), lambda: 0.0)
    for number in range(5_000):
        robots.check(parse_address(f"http://host{number}.example/"), 1.0)
    assert len(robots._sites) <= 4096


def heed(rules, url):
    return Robots(lambda address, delay: answer(rules), Manners(), lambda: 0.0).check(parse_address(url), 1.0)


def test_robots_of_many_agents_and_many_rules():
    """The parser keeps each rule for each agent: a megabyte would be a billion of them. Fails without the choice."""
    body = b"".join(b"User-agent: a%d\n" % number for number in range(20_000)) + b"Disallow: /a\n" * 20_000
    tail = b"User agent marsad # us\nDisallow: /shut\nUser-agent: other\nDisallow: /\nUser-agent:*\nDisallow: /all"
    peak, waits = measure_peak(heed, body + tail, "http://nord.example/all")
    assert waits == 1.0
    assert peak < 30_000_000
    with pytest.raises(Refusal, match="left alone"):
        heed(body + tail, "http://nord.example/shut")


@pytest.mark.parametrize("line", ["User-agent: a", "user agent b", "USERAGENT:c", " User-Agent :d", "User-agent"])
def test_agents_in_any_spelling_begin_a_group(line):
    assert select_groups(f"{line}\nDisallow: /", "marsad") == "User-agent: -\nDisallow: /" or line == "User-agent"
    ours = f"{line}\nUser-agent: Mar*sad\nDisallow: /\n{line}\nAllow: /"
    rules = Protego.parse(select_groups(ours, "marsad"))
    assert rules.can_fetch("http://nord.example/", "marsad") is Protego.parse(ours).can_fetch("/", "marsad") is False


def test_rules_of_many_sites_are_not_all_kept():
    robots = Robots(lambda address, delay: answer(b"User-agent: *\n#" + b" " * 999_000), Manners(), lambda: 0.0)
    for number in range(20):
        robots.check(parse_address(f"http://host{number}.example/"), 1.0)
    assert list(robots._sites) == [f"http://host{number}.example" for number in range(12, 20)]


def answer(body):
    return Exchange(url="", ip="", status=200, headers=(), body=body, sent=b"", received=b"")


def test_a_stop_ends_the_waits():
    pacer = Pacer(Manners())
    pacer.hold("a", 119)
    threading.Timer(0.1, pacer.stop).start()
    begun = time.monotonic()
    with pytest.raises(Refusal, match="stopped"), pacer.turn("a", 1.0):
        pass
    assert time.monotonic() - begun < 60


def test_nothing_is_fetched_after_a_stop(server):
    server.routes["/x"] = page()
    fetcher = make_fetcher()
    fetcher.stop()
    assert refuse(fetcher, server.url("/x")).reason == "stopped"
    assert server.asked == []
