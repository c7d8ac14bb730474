"""Outlets followed: what is looked at, fetched, read, asked again, and what goes wrong."""

import threading

import pytest

from marsad.sources import SetAside

from .press import make_page, printing, write_list
from .running import HOUR, START, Clock, check_all, list_articles, run_once, submit


def count_pages(presses):
    """Return how often each page was sent."""
    return [{path: n for path, n in press.whole.items() if path.endswith(".html")} for press in presses]


def test_new_pages_are_fetched_once_and_read(presses, path, clock, tmp_path):
    first = run_once(path, clock)
    assert (first.total.looked, first.total.new, first.total.fetched, first.total.read) == (3, 9, 9, 9)
    assert len(list_articles(tmp_path)) == 9
    presses[0].add(4)
    clock.at += HOUR / 2
    second = run_once(path, clock)
    assert (second.total.looked, second.total.unchanged, second.total.new, second.total.read) == (3, 2, 1, 1)
    assert all(set(counts.values()) == {1} for counts in count_pages(presses))
    assert list_articles(tmp_path) == sorted(press.url(path) for press in presses for path in press.pages)
    assert presses[0].agents == {next(iter(presses[0].agents))}
    assert "monitor@nord.example" in next(iter(presses[0].agents))
    check_all(tmp_path)


def test_what_is_not_due_is_not_asked(presses, path, clock):
    run_once(path, clock)
    before = [press.asked.total() for press in presses]
    clock.at += 100
    assert run_once(path, clock).total.looked == 0
    assert [press.asked.total() for press in presses] == before


def test_a_page_is_asked_again_at_its_ages_and_read_when_it_has_changed(presses, path, clock, tmp_path):
    run_once(path, clock)
    clock.at += HOUR + 60
    same = run_once(path, clock).total
    assert (same.same, same.fetched, same.read) == (9, 0, 0)
    assert count_pages(presses)[0] == {"/1.html": 1, "/2.html": 1, "/3.html": 1}
    presses[0].pages["/2.html"] = make_page(2, more=" وقد عُدّل الخبر.")
    clock.at += HOUR
    assert run_once(path, clock).total.same == 0  # the next age is a day
    clock.at = START + 25 * HOUR
    changed = run_once(path, clock).total
    assert (changed.same, changed.fetched, changed.read) == (8, 1, 1)
    assert list_articles(tmp_path).count(presses[0].url("/2.html")) == 2
    clock.at += 30 * 24 * HOUR
    assert run_once(path, clock).total.same == 0  # the last age has passed
    check_all(tmp_path)


def test_a_host_without_validators_is_believed_by_the_bytes(presses, path, clock, tmp_path):
    presses[0].has_etags = False
    run_once(path, clock)
    clock.at += HOUR + 60
    again = run_once(path, clock).total
    assert (again.same, again.read) == (9, 0)
    assert count_pages(presses)[0]["/1.html"] == 2
    assert len(list_articles(tmp_path)) == 9


def test_a_long_stop_is_followed_by_one_question(presses, path, clock):
    run_once(path, clock)
    clock.at += 10 * 24 * HOUR
    assert run_once(path, clock).total.same == 9
    assert run_once(path, clock).total.same == 0
    assert presses[0].asked["/1.html"] == 2


def test_what_cannot_be_read_is_set_aside_with_its_reason(presses, path, clock, tmp_path):
    presses[0].pages["/bad.html"] = b"<script>1</script>"
    presses[1].rest["/1.html"] = lambda handler: (404, {}, b"")
    presses[2].pages["\\/x"] = b""
    run = run_once(path, clock)
    assert run.total.aside == {"no_text": 1, "gone": 1, "address": 1}
    assert run.tally.set_aside == run.total.aside
    assert [line.startswith("set aside ") for line in run.notes] == [True] * 3
    assert run.total.read == 8
    clock.at += HOUR / 2
    presses[2].add(9)  # the list is told anew; what was told before is not
    assert run_once(path, clock).total.aside == {}


def test_a_failing_place_is_looked_at_later_and_later(presses, path, clock):
    presses[0].rest["/feed"] = lambda handler: (404, {}, b"")
    waits = []
    for _ in range(3):
        begun = clock.at
        while presses[0].asked["/feed"] == len(waits):
            run_once(path, clock)
            clock.at += 300
        waits.append(round((clock.at - begun) / 900))
    assert waits == sorted(waits)
    assert waits[-1] >= 3
    del presses[0].rest["/feed"]
    clock.at += 4 * HOUR
    assert run_once(path, clock).total.new == 3


def test_a_page_that_fails_is_tried_again_and_given_up_at_last(presses, path, clock):
    presses[0].rest["/1.html"] = lambda handler: (403, {}, b"")
    seen = 0
    for _ in range(8):
        run = run_once(path, clock)
        seen += run.total.retried
        if run.total.aside:
            break
        clock.at += 25 * HOUR
    assert run.total.aside == {"forbidden": 1}
    assert seen == 5
    assert presses[0].asked["/1.html"] == 6


def test_a_host_that_asks_for_a_rest_has_it(presses, path, clock):
    press = presses[0]
    press.rest["/2.html"] = lambda handler: (429, {"Retry-After": "1000"}, b"")
    assert run_once(path, clock).total.retried == 1
    asked = press.asked.total()
    clock.at += 950
    run_once(path, clock)
    assert press.asked.total() == asked
    del press.rest["/2.html"]
    clock.at += 100
    assert run_once(path, clock).total.read >= 1
    assert press.whole["/2.html"] == 1


def test_a_crawl_delay_beyond_patience_is_kept_and_is_no_failure(presses, path, clock):
    press = presses[0]
    press.rest["/robots.txt"] = lambda handler: (
        200,
        {"Content-Type": "text/plain"},
        b"User-agent: *\nCrawl-delay: 100",
    )
    first = run_once(path, clock)
    assert (first.total.failed, first.total.retried, first.notes) == (0, 1, [])
    assert press.whole.total() == 1
    clock.at += 101
    run_once(path, clock)
    assert press.whole.total() == 2


def test_pages_that_cost_workers_have_their_host_left_alone(presses, path, clock):
    def read_badly(capture):
        aside = SetAside(origin=capture.origin, reason="timeout", message="not read within 60 seconds")
        future = submit(capture)
        if "127.0.0.1:" in capture.url:
            future = type(future)()
            future.set_result(aside)
        return future

    presses[0].add(*range(4, 20))
    first = run_once(path, clock, submit=read_badly)
    assert 2 <= first.total.aside["timeout"] <= 6  # the second one was too much; what was in hand is read
    clock.at += 200
    assert run_once(path, clock).total.fetched == 0
    clock.at += 120
    assert run_once(path, clock).total.read == 19 - first.total.aside["timeout"]


def test_redirects_lead_to_one_page(presses, path, clock, tmp_path):
    presses[0].rest["/1.html"] = lambda handler: (302, {"Location": "/2.html"}, b"")
    run_once(path, clock)
    assert list_articles(tmp_path).count(presses[0].url("/2.html")) == 1
    check_all(tmp_path)


def test_sitemaps_and_their_indexes(tmp_path, clock):
    with printing() as (press,):
        press.add(1, 2)
        press.lists |= {"/index.xml": {"/old.xml": "2024-01-01", "/new.xml": None}, "/old.xml": "urlset"}
        press.lists["/new.xml"] = "urlset"
        path = write_list(tmp_path / "sources.toml", {"out": {"sitemaps": [press.url("/index.xml")]}})
        assert run_once(path, clock).total.looked == 3
        clock.at += HOUR / 2
        press.add(3)
        run = run_once(path, clock)
        assert (run.total.looked, run.total.new) == (2, 1)  # the old one sleeps
        assert press.asked["/old.xml"] == 1
        press.lists["/index.xml"] = {"/old.xml": "2024-09-09", "/new.xml": None}
        clock.at += HOUR / 2
        run_once(path, clock)
        assert press.asked["/old.xml"] == 2


def test_a_single_page_is_asked_for_at_each_look(tmp_path, clock):
    with printing() as (press,):
        press.add(1)
        path = write_list(tmp_path / "sources.toml", {"out": {"pages": [press.url("/1.html")]}}, recheck=())
        assert run_once(path, clock).total.read == 1
        clock.at += HOUR
        assert run_once(path, clock).total.same == 1
        press.add(1, title="نوردستان تعدّل خبرها")
        clock.at += HOUR
        assert run_once(path, clock).total.read == 1
    assert len(list_articles(tmp_path)) == 2


def test_a_slow_outlet_holds_up_no_other(tmp_path):
    order, others_done, third_done = [], threading.Event(), threading.Event()

    def answer_after(event):
        def answer(handler):
            assert event.wait(200)
            return 200, {"Content-Type": "text/html"}, make_page(int(handler.path[1:-5]))

        return answer

    def note(capture):
        order.append(capture.url)
        if len(order) == 42:
            others_done.set()
        if all(three.url(page) in order for page in three.pages):
            third_done.set()
        return submit(capture)

    with printing(3) as (one, two, three):
        for press in (one, two, three):
            press.lists["/feed"] = "rss"
            press.add(*range(1, 4))
        one.rest = dict.fromkeys(one.pages, answer_after(others_done))
        two.add(*range(4, 40))
        two.rest = dict.fromkeys(list(two.pages)[9:], answer_after(third_done))  # it has a thread of its own to be held
        outlets = {name: {"feeds": [press.url("/feed")]} for name, press in (("a", one), ("b", two), ("c", three))}
        run = run_once(write_list(tmp_path / "sources.toml", outlets), Clock(), threads=3, submit=note)
        assert run.total.read == 45
        assert max(order.index(three.url(page)) for page in three.pages) < 15
        assert sorted(order[42:]) == sorted(one.url(page) for page in one.pages)


def test_no_more_is_in_hand_than_is_allowed(presses, path, clock):
    waiting = []

    def collect(capture):
        waiting.append((capture, submit(capture).result()))
        futures.append(future := type(submit(capture))())
        if len(futures) == 4:
            for one, (_, outcome) in zip(futures, waiting, strict=True):
                one.set_result(outcome)
            futures.clear()
            waiting.clear()
        most.append(len(futures))
        return future

    futures, most = [], []
    presses[0].add(*range(4, 7))  # 12 pages: three times four
    assert run_once(path, clock, most=4, submit=collect).total.read == 12
    assert max(most) <= 4


def test_a_broken_disk_ends_the_watch_and_loses_nothing(presses, path, clock, tmp_path):
    def hurt(network, **rest):
        def fail(exchange):
            raise OSError(28, "no space left on device")

        network._keep = fail

    with pytest.raises(OSError, match="no space"):
        run_once(path, clock, hurt)
    assert run_once(path, clock).total.read == 9
    assert len(list_articles(tmp_path)) == 9


def test_a_removed_outlet_is_left_alone_and_one_that_returns_goes_on(presses, path, clock):
    run_once(path, clock)
    whole = path.read_text()
    write_list(path, {"out-1": {"feeds": [presses[1].url("/feed")]}})
    clock.at += HOUR / 2
    assert run_once(path, clock).total.looked == 1
    path.write_text(whole)
    clock.at += HOUR / 2
    assert run_once(path, clock).total.unchanged == 3
