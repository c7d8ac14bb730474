"""What the API answers: lists a page at a time, single things, forms, tags, problems."""

import csv
import io
import json

import msgspec
import pytest

from marsad.app.api.asking import write_cursor
from marsad.app.api.operations import OPERATIONS
from marsad.ledger import Ledger, LedgerError, SignalFilter
from marsad.model import make_record_id

from ..made import make_reading
from .asking import make_client

LISTS = ("/records", "/articles", "/stories", "/episodes", "/links", "/sayings?party=RUS", "/treaties")


def walk(client, address, limit=7):
    """Return all rows of a list, a page at a time."""
    rows, cursor = [], None
    while True:
        sign = "&" if "?" in address else "?"
        more = f"&cursor={cursor}" if cursor else ""
        found = client.get(f"{address}{sign}limit={limit}{more}")
        assert found.status_code == 200, found.text
        page = found.json()
        rows += page["items"]
        cursor = page["next"]
        if not cursor:
            return rows
        assert len(page["items"]) == limit
        assert f"cursor={cursor}" in found.headers["link"]


@pytest.mark.parametrize("order", ["arrival", "day"])
def test_all_records_come_once_a_page_at_a_time(client, path, order):
    with Ledger.open(path, readonly=True) as ledger:
        held = {entry.record.id for entry in ledger.entries()}
    ids = [row["record"]["id"] for row in walk(client, f"/records?order={order}", 50)]
    assert len(ids) == len(set(ids))
    assert set(ids) == held
    days = [row["since"] for row in client.get("/records?order=day").json()["items"]]
    assert days == sorted(days)


def test_copies_are_left_out_where_asked(client, path):
    with Ledger.open(path, readonly=True) as ledger:
        counted = {row.signal.id for row in ledger.timeline(SignalFilter(copies=False))}
        every = {row.signal.id for row in ledger.timeline()}
    found = {row["record"]["id"] for row in walk(client, "/records?layer=signal&copies=false", 50)}
    assert found == counted < every


def test_pages_hold_what_the_ledger_does(client, path):
    with Ledger.open(path, readonly=True) as ledger:
        episodes = [episode.id for episode in ledger.episodes()]
        stories = {story.id for story in ledger.stories()}
        links = len(ledger.links())
        articles = [head.id for head in ledger.articles()]
    assert [row["id"] for row in walk(client, "/episodes")] == episodes
    assert {row["id"] for row in walk(client, "/stories", 2)} == stories
    assert len(walk(client, "/links")) == links
    assert [row["id"] for row in walk(client, "/articles")] == articles


def test_a_page_goes_on_where_it_was_though_records_come_in(tmp_path):
    path = tmp_path / "marsad.ledger"
    with Ledger.open(path) as ledger, make_client(path) as client:
        ledger.add(make_reading(), run="1", at="2031-03-05T00:00:00+00:00")
        first = client.get("/records?limit=3").json()
        ledger.add(make_reading(version="2"), run="2", at="2031-03-06T00:00:00+00:00")
        rest = client.get("/records", params={"limit": 9, "cursor": first["next"]}).json()
        ids = [row["record"]["id"] for row in (*first["items"], *rest["items"])]
    assert len(ids) == len(set(ids)) >= 5


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("layer=figure", lambda row: row["layer"] == "figure"),
        ("type=warning&type=threat", lambda row: row["record"]["type"] in ("warning", "threat")),
        ("layer=signal&actor=nrd", lambda row: row["record"]["actors"] == ["NRD"]),
        ("since=2031&until=2031-03", lambda row: row["since"].startswith("2031")),
        ("person=Salem%20al-Wardani", lambda row: "Wardani" in json.dumps(row)),
        ("party=SUD", lambda row: row["record"]["targets"] == ["SUD"]),
    ],
)
def test_choices(client, query, holds):
    rows = client.get(f"/records?{query}").json()["items"]
    assert rows
    assert all(map(holds, rows))


def test_a_record_comes_with_its_sentence_and_episode(client):
    name = client.get("/records?layer=signal&actor=NRD&type=warning").json()["items"][0]["record"]["id"]
    found = client.get(f"/records/{name}").json()
    assert found["row"]["record"]["id"] == name
    assert found["row"]["record"]["span"]["quote"] in found["sentence"]
    episode = client.get(f"/episodes/{found['episode']}").json()
    assert name in episode["episode"]["tellings"]
    assert [telling["telling"]["record"] for telling in episode["tellings"]] == episode["episode"]["tellings"]
    assert client.get(f"/episodes/{name}").json() == episode


def test_an_article_its_story_and_its_check(client):
    head = client.get("/articles?limit=1").json()["items"][0]
    found = client.get(f"/articles/{head['id']}").json()
    assert found["head"] == head
    assert found["text"]
    assert head["id"] in client.get(f"/stories/{head['id']}").json()["members"]
    checked = client.get(f"/articles/{head['id']}/check").json()
    assert checked["wrong"] == sum(1 for check in checked["checks"] if check["verdict"].startswith("wrong"))


def test_what_a_party_said(client):
    rows = client.get("/sayings?party=nrd").json()["items"]
    assert {row["party"] for row in rows} == {"NRD"}
    assert rows == sorted(rows, key=lambda row: row["day"])
    speaker = client.get("/sayings?speaker=Salem%20al-Wardani").json()["items"]
    assert [row["person"] for row in speaker] == ["Salem al-Wardani"]
    assert client.get("/sayings?speaker=Nobody").json()["items"] == []
    assert client.get("/sayings").status_code == 422
    for limit in (1, 2):
        assert walk(client, "/sayings?party=nrd", limit) == rows
        assert walk(client, "/sayings?party=nrd&novelty=new", limit) == [one for one in rows if one["novelty"] == "new"]
    day = rows[-1]["day"]
    assert client.get(f"/sayings?party=nrd&since={day}").json()["items"] == [one for one in rows if one["day"] >= day]
    for place in (("2022-01-01",), ("2022-01-01", "2022-01-01", "s"), ("2022-01-01", "2022-01-01", 3, "NRD")):
        cursor = write_cursor("sayings", place)
        assert client.get(f"/sayings?party=nrd&cursor={cursor}").status_code == 422


def test_a_treaty_on_a_day(client):
    assert "suspended by Russia" in client.get("/treaties/new-start?on=2023-03-01").json()["status"]
    listed = {row["treaty"]["id"]: row["status"] for row in client.get("/treaties?on=2023-03-01").json()["items"]}
    assert "suspended by Russia" in listed["new-start"]
    assert client.get("/treaties/none").status_code == 404


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_series_stay_on_one_track(client, by):
    points = client.get(f"/series?track=words&by={by}&since=2024-01&until=2024-06").json()["items"]
    assert sum(point["episodes"] for point in points) > 0
    assert {point["track"] for point in points} == {"words"}
    starts = [point["start"] for point in points]
    assert starts == sorted(set(starts))
    assert client.get("/series").status_code == 400


@pytest.mark.parametrize("days", ["since=1001&until=2999", "since=2031-03&until=2030", "since=2099"])
def test_a_series_has_bounds(client, days):
    assert client.get(f"/series?track=acts&by=day&{days}").status_code == 422


def test_search(client):
    found = client.get("/search", params={"q": "نوردستان", "limit": 3}).json()["items"]
    assert found
    assert all("نوردستان" in hit["text"] for hit in found)


def test_tables_have_a_column_for_every_field_even_without_rows(client):
    for address in LISTS:
        answer = client.get(address, headers={"Accept": "text/csv"})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
    full = client.get("/records?format=csv").content.decode("utf-8-sig").splitlines()[0]
    empty = client.get("/records?format=csv&since=1999&until=1999").content.decode("utf-8-sig").splitlines()
    assert empty == [full]


def test_parquet_holds_the_same_rows(client):
    parquet = pytest.importorskip("pyarrow.parquet")
    for address in LISTS:
        answer = client.get(address, headers={"Accept": "application/vnd.apache.parquet"})
        assert answer.status_code == 200, answer.text
        table = parquet.read_table(io.BytesIO(answer.content))
        assert table.num_rows == len(client.get(address).json()["items"])
    records = parquet.read_table(io.BytesIO(client.get("/records?format=parquet&actor=NRD").content)).to_pylist()
    assert {tuple(row["actors"]) for row in records} == {("NRD",)}


def test_an_answer_that_is_known_is_not_sent_again(tmp_path):
    path = tmp_path / "marsad.ledger"
    with Ledger.open(path) as ledger, make_client(path) as client:
        ledger.add(make_reading(), run="1", at="2031-03-05T00:00:00+00:00")
        tag = client.get("/records").headers["etag"]
        again = client.get("/records", headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get("/records?limit=2").headers["etag"] != tag
        assert client.get("/records", headers={"If-None-Match": tag}).status_code == 304
        list(ledger.reconcile())
        changed = client.get("/records", headers={"If-None-Match": tag})
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag


def test_heads_and_nothing_else(client):
    head = client.head("/records")
    assert (head.status_code, head.content) == (200, b"")
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = client.request(method, "/records")
        assert answer.status_code == 405
        assert answer.headers["content-type"] == "application/problem+json"
        assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing", 404, "Not Found"),
        ("/records/si00", 404, "no record begins with"),
        ("/episodes/zz", 404, "no record begins with"),
        ("/records?since=2031-13-40", 400, "not a date"),
        ("/records?limit=0", 400, "limit"),
        ("/records?limit=501", 400, "limit"),
        ("/records?limit=5&limit=6", 400, "twice"),
        ("/records?colour=red", 400, "no parameter 'colour'"),
        ("/records?type=war", 400, "type"),
        ("/records?cursor=!!", 422, "cursor"),
        ("/records?cursor=WyJzdG9yaWVzIiwiMjAzMSJd", 422, "another list"),
        ("/records?cursor=WyJyZWNvcmRzIiwiMjAzMSJd", 422, "another list"),
        ("/search?q=%22%22", 422, "no word"),
        ("/records?format=parquet&x=1", 400, "no parameter"),
        ("/treaties/new-start?format=csv", 406, "only lists"),
    ],
)
def test_problems_are_told(client, address, status, words):
    answer = client.get(address)
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in body["detail"]
    assert set(body) == {"type", "title", "status", "detail"}


def test_a_form_that_we_have_not(client):
    answer = client.get("/records", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    liked = client.get("/records", headers={"Accept": "text/csv;q=0.4, application/json;q=0.9, */*;q=0.1"})
    assert liked.headers["content-type"] == "application/json"


def test_no_ledger_is_a_problem_for_now(tmp_path):
    with make_client(tmp_path / "none.ledger") as client:
        answer = client.get("/records")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert client.get("/stream").status_code == 503


def test_a_file_that_is_no_ledger(tmp_path):
    (tmp_path / "bad.ledger").write_text("nothing")
    with make_client(tmp_path / "bad.ledger") as client:
        answer = client.get("/records")
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text


def test_every_answer_is_safe_to_show(client):
    for operation in OPERATIONS:
        headers = client.get(operation.path.replace("{name}", "none")).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_the_page_made_by_hand_is_what_it_was(client):
    found = {row["record"]["id"] for row in client.get("/records?layer=figure&since=2031").json()["items"]}
    article = make_reading().article.id
    assert make_record_id("figure", article, "missiles", "12 صاروخا", 0) in found


def test_search_is_narrowed(client):
    every = client.get("/search", params={"q": "وزير", "limit": 100}).json()["items"]
    outlets = {hit["article"]["outlet"] for hit in every}
    days = sorted(hit["article"]["published"]["end"] for hit in every)

    def find(**more):
        return client.get("/search", params={"q": "وزير", "limit": 100, **more}).json()["items"]

    assert len(outlets) > 10
    found = find(outlet="صحيفة المرسى")
    assert found == [hit for hit in every if hit["article"]["outlet"] == "صحيفة المرسى"] != []
    assert find(since=days[0], until=days[-1]) == every
    assert find(since=days[-1]) == [hit for hit in every if hit["article"]["published"]["end"] >= days[-1]]
    kinds = [(kind, find(type=kind)) for kind in ("warning", "deployment", "talks")]
    assert all(hit in every for _, hits in kinds for hit in hits)
    assert kinds[0][1]
    assert find(outlet="x") == find(until="1999") == []
    assert client.get("/search?q=x&since=1999-13").status_code == 400


def test_episodes_are_chosen_as_pages_choose_them(client):
    every = client.get("/episodes?limit=500").json()["items"]
    for name, field in (("actor", "actors"), ("target", "targets")):
        codes = {code for one in every for code in one[field]}
        for code in codes:
            found = client.get("/episodes", params={name: code.lower(), "limit": 500}).json()["items"]
            assert found == [one for one in every if code in one[field]]
    for kind in {one["modality"] for one in every}:
        found = client.get("/episodes", params={"modality": kind, "limit": 500}).json()["items"]
        assert found == [one for one in every if one["modality"] == kind]
    grave = client.get("/episodes?level=3&limit=500").json()["items"]
    assert 0 < len(grave) < len(every)
    for one in grave:
        tellings = client.get(f"/episodes/{one['id']}").json()["tellings"]
        assert max(telling["level"]["value"] for telling in tellings if telling["level"]) >= 3
    assert client.get("/episodes?outlet=x").json()["items"] == []
    assert client.get("/episodes?level=10").status_code == 400


@pytest.mark.parametrize("address", ["/records", "/records/si1", "/feeds/records.atom", "/stream"])
@pytest.mark.parametrize(
    ("error", "status", "kind"), [(RuntimeError, 500, "unexpected"), (LedgerError, 503, "ledger")]
)  # fmt: skip
def test_what_goes_wrong_inside_is_told_without_a_word_of_it(client, monkeypatch, caplog, address, error, status, kind):
    def fail(path):
        raise error("/secret/place is broken")

    monkeypatch.setattr("marsad.app.readers.open_ledger", fail)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"urn:marsad:problem:{kind}"
    assert "secret" not in answer.text
    assert "secret" in caplog.text
    assert ("retry-after" in answer.headers) is (status == 503)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("address", ["/", "/records", "/feeds/records.atom", "/stream", "/openapi.json"])
def test_nothing_can_be_changed(client, method, address):
    answer = client.request(method, address)
    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert {*answer.headers["allow"].split(", ")} == {"GET", "HEAD"}
    assert answer.headers["content-type"] == "application/problem+json"


def test_series_tell_what_is_reconciled_and_a_ledger_that_never_was_as_a_whole(tmp_path):
    address, counts = "/series?track=acts&by=month&since=2031-03&until=2031-03", []
    path = tmp_path / "marsad.ledger"
    with Ledger.open(path) as ledger, make_client(path) as client:
        for version, signals in (("1", 1), ("2", 0)):
            reading = make_reading(version=version)
            ledger.add(
                msgspec.structs.replace(reading, signals=reading.signals[: 2 * signals]),
                run=version,
                at="2031-03-05T00:00:00+00:00",
            )
            for _ in range(2):
                counts.append([point["episodes"] for point in client.get(address).json()["items"]])
                list(ledger.reconcile())
    assert counts == [[1], [1], [1], [0]]
