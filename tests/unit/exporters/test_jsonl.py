import json
from io import BytesIO
from types import SimpleNamespace

import msgspec

from marsad.exporters.jsonl import JsonlExporter
from marsad.model import Basis, Provenance, SourceMention, Span, When, decode

SOURCE = SourceMention(
    id="so1",
    article="a1",
    span=Span(start=3, end=9, quote="المرفأ"),
    name="Al-Marfa",
    provenance=Provenance(coder="sources", version="1", codebook="2", rule="r"),
)
ARTICLE = SimpleNamespace(
    id="a1",
    digest="d",
    url="https://al-marfa.example/1",
    outlet="المرفأ",
    title="عنوان",
    published=When.month(2026, 3, Basis.URL),
    copy_of=None,
    earlier=False,
    story=None,
    counted=True,
)


def export(article):
    out = BytesIO()
    assert JsonlExporter().export([SimpleNamespace(record=SOURCE, layer="source", article=article)], out) == 1
    return out.getvalue()


def test_a_line_holds_the_whole_record_and_its_article():
    line = export(ARTICLE)
    assert line.count(b"\n") == 1
    row = json.loads(line)
    assert row["layer"] == "source"
    assert decode(json.dumps(row["record"]), SourceMention) == SOURCE
    assert row["article"]["published"] == "2026-03"
    assert row["article"]["published_basis"] == "url"
    assert (row["article"]["url"], row["article"]["outlet"]) == (ARTICLE.url, ARTICLE.outlet)


def test_what_is_not_known_is_null():
    bare = SimpleNamespace(**vars(ARTICLE) | {"published": None, "url": None})
    article = json.loads(export(bare))["article"]
    assert (article["published"], article["published_basis"], article["url"]) == (None, None, None)


def test_arabic_stays_readable():
    assert "المرفأ".encode() in export(ARTICLE)
    assert msgspec.json.decode(export(ARTICLE))["record"]["span"]["quote"] == "المرفأ"
