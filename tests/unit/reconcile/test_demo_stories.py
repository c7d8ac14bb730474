"""The demonstration pages, read as pages are read: the copies of one agency report, and nothing else, are one story."""

import tomllib
from pathlib import Path

from marsad.extract import extract_article
from marsad.model import Capture
from marsad.reconcile.stories import MemoryStore, add_traces, group_articles, make_trace

PAGES = sorted((Path(__file__).parents[3] / "demo" / "pages").glob("*/*.html"))


def test_the_copies_of_one_report_are_one_story():
    reports, traces = {}, []
    for page in PAGES:
        article = extract_article(Capture(origin=page.name, body=page.read_bytes()))
        facts = tomllib.loads(page.with_suffix(".facts.toml").read_text(encoding="utf-8"))
        reports.setdefault(facts.get("wire_of") or article.id, []).append(article.id)
        traces.append(make_trace(article))
    told = {tuple(sorted(articles)) for articles in reports.values() if len(articles) > 1}
    groups = group_articles(add_traces(MemoryStore(), traces))
    assert {group for group in groups if len(group) > 1} == told != set()
