"""The demo corpus keeps its promises: sourced, varied, decodable and labelled as a demonstration."""

import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from marsad.model.kinds import Modality, SignalType

DEMO = Path(__file__).parents[2] / "demo"
PAGES = sorted((DEMO / "pages").glob("*/*.html"))
DEMONSTRATION = "صفحة تجريبية من مشروع مرصد"
BASES = {"json-ld", "opengraph", "time", "url", "dateline", "none"}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem[:2]}")


@cache
def load_facts(page: Path) -> dict[str, Any]:
    return tomllib.loads((page.parent / f"{page.stem}.facts.toml").read_text(encoding="utf-8"))


@cache
def decode(page: Path) -> str:
    return page.read_bytes().decode(load_facts(page)["encoding"])


@cache
def visible_text(page: Path) -> str:
    return " ".join(html.document_fromstring(decode(page)).text_content().split())


def find_signals() -> list[dict[str, Any]]:
    return [signal for page in PAGES for signal in load_facts(page).get("signal", [])]


def test_size_and_outlets() -> None:
    assert len(PAGES) >= 34
    assert len({page.parent.name for page in PAGES}) >= 8


def test_no_facts_file_stands_alone() -> None:
    facts = sorted((DEMO / "pages").glob("*/*.facts.toml"))
    assert [path.name.removesuffix(".facts.toml") for path in facts] == [page.stem for page in PAGES]


@every_page
def test_page_is_labelled_as_demonstration(page: Path) -> None:
    assert DEMONSTRATION in visible_text(page)


@every_page
def test_facts_name_their_sources(page: Path) -> None:
    facts = load_facts(page)
    assert facts["page"] == page.name
    assert facts["outlet"] == page.parent.name
    assert facts["shows"]
    assert facts["events"]
    assert facts["fact"]
    for fact in facts["fact"]:
        assert fact["what"]
        assert fact["source"]
        assert fact["basis"] in {"V", "M"}


@every_page
def test_published_date_stands_where_the_facts_say(page: Path) -> None:
    facts = load_facts(page)
    assert facts["published_basis"] in BASES
    if facts["published_basis"] == "none":
        assert facts["published"] == ""
        return
    date.fromisoformat(facts["published"])
    markup = " ".join(decode(page).split())
    assert facts["published_as"] in markup
    if facts["published_basis"] == "url":
        assert f"/{facts['published'].replace('-', '/')}/" in facts["published_as"]
    elif facts["published_basis"] != "dateline":
        assert facts["published_as"].startswith(facts["published"])


@every_page
def test_links_use_the_reserved_domain(page: Path) -> None:
    tree = html.document_fromstring(decode(page))
    (canonical,) = tree.xpath("//link[@rel='canonical']/@href")
    assert re.match(r"https://demo-[a-z-]+\.example/", canonical)
    hosts = set(re.findall(r"https?://([^/\"'\s<>]+)", decode(page)))
    assert {host for host in hosts if not host.endswith(".example")} <= {"schema.org"}


@every_page
def test_signals_stand_on_the_page(page: Path) -> None:
    signals = load_facts(page).get("signal", [])
    assert bool(signals) == load_facts(page)["on_topic"]
    for signal in signals:
        assert signal["type"] in set(SignalType)
        assert signal["modality"] in set(Modality)
        assert signal["evidence"] in visible_text(page)
        assert len(signal["actors"]) <= 5
    for statement in load_facts(page).get("statement", []):
        assert statement["starts"] in visible_text(page)


def test_every_type_and_modality_is_covered() -> None:
    assert {signal["type"] for signal in find_signals()} == set(SignalType)
    assert {signal["modality"] for signal in find_signals()} == set(Modality)


def test_encodings_are_mixed() -> None:
    found = Counter((load_facts(page)["encoding"], load_facts(page)["encoding_declared"]) for page in PAGES)
    assert found["windows-1256", True] >= 4
    assert found["windows-1256", False] >= 1
    assert found["utf-16", True] >= 1
    assert found["utf-8-sig", True] >= 1


@every_page
def test_bytes_match_the_stated_encoding(page: Path) -> None:
    raw, facts = page.read_bytes(), load_facts(page)
    assert raw.startswith((b"\xff\xfe", b"\xfe\xff")) == (facts["encoding"] == "utf-16")
    assert raw.startswith(b"\xef\xbb\xbf") == (facts["encoding"] == "utf-8-sig")
    named = b"charset=windows-1256" in raw
    assert named == (facts["encoding"] == "windows-1256" and facts["encoding_declared"])


def test_situations_are_covered() -> None:
    facts = [load_facts(page) for page in PAGES]
    assert {fact["published_basis"] for fact in facts} == BASES
    assert sum(not fact["on_topic"] for fact in facts) >= 6
    groups = Counter(fact["wire_of"] for fact in facts if fact["wire_of"])
    assert max(groups.values()) >= 3
    assert max(len(statement["via"]) for fact in facts for statement in fact.get("statement", [])) >= 3


def test_rivals_exist() -> None:
    names = {f"{page.parent.name}/{page.stem}" for page in PAGES}
    rivals = {rival for page in PAGES for rival in load_facts(page).get("rival_of", [])}
    assert rivals
    assert rivals <= names


@every_page
def test_readme_lists_the_page(page: Path) -> None:
    assert f"| {page.parent.name}/{page.name} |" in (DEMO / "README.md").read_text(encoding="utf-8")
