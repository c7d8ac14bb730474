"""Pages that are wrong and can be read all the same, and what must not be made up from them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

import marsad
from marsad.ledger import Ledger

from .made import DATED, FIRST, SECOND, STORY, check_whole, make_markup, make_page, run_marsad

GOOD = make_page()
DEPTH = 10_000
ODD = {
    "cut in a word": GOOD[: GOOD.index("الإطلاق جزء".encode()) + 8],
    "cut in a letter": GOOD[: GOOD.index("الإطلاق جزء".encode()) + 7],
    "cut in a tag": GOOD[: GOOD.index(b"</p></article>")] + b'</p><p class="x',
    "cut in a comment": GOOD[: GOOD.index(b"</article>")] + b"<!-- never closed",
    "unclosed": GOOD.replace(b"</p>", b"").replace(b"</h1>", b"").replace(b"</article>", b""),
    "closed by others": GOOD.replace(b"</p>", b"</div></b></td>").replace(b"<body>", b"<body></html><<p>"),
    "nested tables": GOOD.replace(b"<article>", b"<table><tr><td>" * 60).replace(b"</article>", b"</td>" * 40),
    "bad entities": make_page(second=SECOND + " &nbsp;&#0;&#xD800;&#99999999;&nonsense;&amp&lt&#x; & <"),
    "NULs": GOOD.replace("سبتمبر".encode(), "سبت\0مبر".encode()).replace(b"<p>", b"<p\0>"),
    "lone surrogates": make_markup(head=DATED + "<p>\ud800").encode("utf-8", "surrogatepass"),
    "broken bytes": GOOD.replace("التدريب".encode(), b"\xff\xfe" + "التدريب".encode()),
    "declared latin": make_page(declared="iso-8859-1"),
    "declared arabic": make_page(declared="windows-1256"),
    "declared unicode": make_page(declared="utf-8", printed="windows-1256"),
    "declared nonsense": make_page(declared="x-no-such-thing"),
    "undeclared": make_page(declared=None),
    "undeclared windows": make_page(declared=None, printed="windows-1256"),
    "undeclared iso": make_page(declared=None, printed="iso8859-6", second="وقالت وزارة الدفاع ان ذلك تدريب سنوي."),
    "undeclared utf-16": make_page(declared=None, printed="utf-16-le"),
    "marked utf-16": make_page(declared="windows-1256", printed="utf-16"),
    "deep blocks": b"<div>" * DEPTH + GOOD,
    "deep spans": GOOD.replace(b"<h1>", b"<span>" * DEPTH + b"<h1>"),
    "deep marks": b"<b>" * DEPTH + GOOD,
    "deep tables": GOOD.replace(b"<article>", b"<article>" + b"<table><tr><td>" * DEPTH),
    "deep lists": GOOD.replace(b"<article>", b"<article>" + b"<ul><li>" * DEPTH),
    "many attributes": GOOD.replace(b"<article>", b"<article " + b" ".join(b"a%d=x" % n for n in range(5000)) + b">"),
}  # fmt: skip


def list_words(reading, layer):
    return [one.span.quote for one in getattr(reading, layer)]


@pytest.mark.parametrize("name", ODD)
def test_the_story_is_read_through_the_public_api(name):
    """What is coded is what the sound page says: which rules code it is tested elsewhere."""
    sound, reading = marsad.read(GOOD), marsad.read(ODD[name])
    assert FIRST in reading.article.text
    assert "\0" not in reading.article.text
    assert reading.on_topic
    assert "2024-09-25" in [one.when.iso() for one in reading.dates if one.when]
    if SECOND in reading.article.text and "&" not in reading.article.text:
        for layer in ("signals", "statements", "dates"):
            assert list_words(reading, layer) == list_words(sound, layer)


def test_the_command_line_reads_them_all_without_a_word(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, body in ODD.items():
        (pages / f"{name}.html").write_bytes(body)
    shown = run_marsad("read", "pages", "--json", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    tally = json.loads(shown.stdout)
    assert (tally["read"], tally["on_topic"], tally["set_aside"]) == (len(ODD), len(ODD), {})
    assert check_whole(tmp_path / "marsad.ledger") == len(ODD)
    with Ledger.open(tmp_path / "marsad.ledger", readonly=True) as ledger:
        assert len({entry.article.id for entry in ledger.entries("date")}) == len(ODD)


NOTED = {
    "declared arabic": "declared as cp1256, read as utf-8",
    "declared unicode": "declared as utf-8, read as cp1256",
    "undeclared utf-16": "read as utf-16-le without a byte-order mark",
    "NULs": "NUL characters removed",
    "broken bytes": "2 broken UTF-8 sequences replaced",
    "deep blocks": "nested too deep: read as a flat run of paragraphs",
}


@pytest.mark.parametrize("name", NOTED)
def test_what_was_wrong_is_noted_with_the_article(name):
    assert NOTED[name] in marsad.read(ODD[name]).article.notes


RECENT = (
    "أجرت روسيا تجربة نووية أمس. وقالت الوزارة إن التجربة الثانية ستجرى يوم الأحد المقبل، وإنها أجرت تجربة أخرى "
    "الأسبوع الماضي."
)


def test_a_page_without_a_date_is_dated_by_nobody(tmp_path):
    (tmp_path / "undated.html").write_bytes(make_page(head="", second=RECENT))
    shown = run_marsad("read", "undated.html", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    with Ledger.open(tmp_path / "marsad.ledger", readonly=True) as ledger:
        (head,) = ledger.articles()
        mentions = [entry.record for entry in ledger.entries("date")]
        signals = list(ledger.signals())
    assert head.published is None
    assert [one.when.iso() for one in mentions if one.when] == ["2024-09-25"]
    assert sum(one.when is None for one in mentions) >= 2
    assert signals
    near = datetime.now(UTC).date() - timedelta(days=60)
    assert all(one.date is None or one.date.end < near for one in signals)
    shown = run_marsad("code", "undated.html", "--jsonl", cwd=tmp_path)
    coded = json.loads(shown.stdout)
    assert (coded["published"], coded["published_basis"]) == (None, None)


def test_the_same_page_with_a_date_has_them_resolved():
    reading = marsad.read(make_page(head=DATED, second=RECENT))
    assert reading.article.published.iso() == "2024-09-26"
    assert "2024-09-25" in [one.when.iso() for one in reading.dates if one.when and one.when.basis.value == "relative"]


def test_plain_text_that_only_looks_like_markup_is_text():
    text = f"5 < 6 و 7 > 6 & ذلك. {STORY}"
    assert marsad.read(text).article.text == text
