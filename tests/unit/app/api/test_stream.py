"""Server-sent events: every new record once, in order, resumed where they broke off."""

import anyio
import pytest

from marsad.app.api.problems import Fault
from marsad.app.api.stream import EventStream, Pace, Seats, iterate_events, look_for
from marsad.ledger import Ledger, RecordFilter

from ..made import make_reading
from .asking import make_client


def read_events(text):
    """Return the (id, data) of the records in a stream's text."""
    blocks = [dict(line.partition(": ")[::2] for line in block.split("\n")) for block in text.split("\n\n")]
    return [(int(block["id"]), block["data"]) for block in blocks if "data" in block]


def run(look, start=0, **pace):
    """Return all that a stream sends, without waiting."""

    async def nap(seconds):
        return None

    async def ask(after):
        return look(after)

    async def collect():
        return b"".join([piece async for piece in iterate_events(ask, start, Pace(**pace), nap)]).decode()

    return anyio.run(collect)


def test_what_was_missed_comes_first_and_nothing_twice(client, path):
    with Ledger.open(path, readonly=True) as ledger:
        newest = ledger.pages.newest()
        held = len(list(ledger.entries()))
    whole = read_events(client.get("/stream?after=0").text)
    numbers = [number for number, _ in whole]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == held
    middle = numbers[len(numbers) // 2]
    rest = read_events(client.get("/stream", headers={"Last-Event-ID": str(middle)}).text)
    assert rest == [event for event in whole if event[0] > middle]
    assert read_events(client.get("/stream", headers={"Last-Event-ID": str(newest)}).text) == []
    assert client.get("/stream").headers["content-type"].startswith("text/event-stream")


def test_only_what_is_chosen(client):
    told = read_events(client.get("/stream?after=0&layer=figure&party=NRD").text)
    assert told == []
    told = read_events(client.get("/stream?after=0&layer=signal&actor=NRD").text)
    assert told
    assert all('"NRD"' in data for _, data in told)


def test_records_that_come_meanwhile(tmp_path):
    with Ledger.open(tmp_path / "marsad.ledger") as ledger:
        looks = []

        def look(after):
            found = look_for(ledger, RecordFilter(), after)
            if not looks:
                ledger.add(make_reading(), run="1", at="2031-03-05T00:00:00+00:00")
            looks.append(after)
            return found

        text = run(look, every=1.0, life=3.0)
        held = len(list(ledger.entries()))
        assert len(read_events(text)) == held
        assert looks == [0, 0, held]


def test_what_is_written_while_it_is_looked_up_comes_once(tmp_path, monkeypatch):
    with Ledger.open(tmp_path / "marsad.ledger") as ledger:
        newest = type(ledger.pages).newest

        def write_meanwhile(pages):
            number = newest(pages)
            ledger.add(make_reading(), run="1", at="2031-03-05T00:00:00+00:00")
            return number

        monkeypatch.setattr(type(ledger.pages), "newest", write_meanwhile)
        text = run(lambda after: look_for(ledger, RecordFilter(), after), every=1.0, life=3.0)
        numbers = [number for number, _ in read_events(text)]
        assert numbers == list(range(1, 1 + len(list(ledger.entries()))))


def test_a_server_that_closes_ends_its_streams():
    looks = []

    async def look(after):
        looks.append(after)
        return (), after

    async def nap(seconds):
        return None

    async def collect():
        events = iterate_events(look, 7, Pace(), nap, closing=lambda: len(looks) == 3)
        return [piece async for piece in events]

    assert anyio.run(collect) == [b"retry: 3000\nid: 7\n: open\n\n"]
    assert looks == [7, 7, 7]


def test_signs_of_life_name_the_place_to_go_on_from():
    text = run(lambda after: ((), 41), every=1.0, beat=2.0, life=5.0)
    assert text.count("id: 41\n: alive") == 2


def test_more_than_is_looked_up_at_once(path, monkeypatch):
    monkeypatch.setattr("marsad.app.api.stream.AT_ONCE", 7)
    with Ledger.open(path, readonly=True) as ledger:
        held = len(list(ledger.entries()))
        assert len(read_events(run(lambda after: look_for(ledger, RecordFilter(), after), 0, life=2.0))) == held


@pytest.mark.parametrize("seen", ["x", "-1", "1e3", "9" * 40, "٣"])
def test_a_number_that_is_none(client, seen):
    answer = client.get("/stream", headers={b"Last-Event-ID": seen.encode()})
    assert answer.status_code == 400


def test_seats_are_few_and_freed(path):
    with make_client(path) as client:
        for _ in range(5):
            assert client.get("/stream").status_code == 200
    seats = Seats(1)
    seats.take()
    with pytest.raises(Fault, match="as many streams"):
        seats.take()
    seats.leave()
    seats.take()


def test_a_head_holds_no_seat(client):
    for _ in range(3):
        answer = client.head("/stream")
        assert (answer.status_code, answer.content) == (200, b"")


def test_who_reads_nothing_any_more_keeps_no_seat():
    seats = Seats(1)
    seats.take()

    async def tell():
        while True:
            yield b": alive\n\n"

    async def hear():
        await anyio.sleep_forever()

    async def say(message):
        await anyio.sleep_forever()  # as where a connection takes no more

    async def answer():
        with anyio.fail_after(30):
            await EventStream(tell(), seats, 0.02)({"type": "http"}, hear, say)

    anyio.run(answer)
    seats.take()
