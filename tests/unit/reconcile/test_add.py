import os
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from zlib import crc32

from marsad.model import Verdict
from marsad.reconcile.stories import MemoryStore, add_traces, find_candidates, make_keys, make_trace, rebuild
from marsad.reconcile.stories.add import MOST_COMPARED
from marsad.reconcile.stories.trace import FEWEST_KEYS, make_shingles, sample_shingles, unpack

from .made import LEAD, OTHER, RENDERED, WIRE, make_article

ROOT = Path(__file__).parents[3]


def traces(*texts):
    return [make_trace(make_article(f"a{at:03}", text)) for at, text in enumerate(texts)]


def told(judgements):
    return [(each.left[0], each.right[0], each.verdict.value) for each in judgements]


def test_adding_finds_copies_and_renderings_and_leaves_others():
    found = add_traces(MemoryStore(), traces(WIRE, OTHER, LEAD + WIRE, RENDERED))
    assert told(found) == [("a000", "a002", "same"), ("a000", "a003", "same"), ("a002", "a003", "same")]


def test_an_article_is_kept_once_however_often_it_is_added():
    store, (one, two) = MemoryStore(), traces(WIRE, WIRE)
    assert add_traces(store, [one, one]) == ()
    assert len(add_traces(store, [one, two])) == 1
    assert add_traces(store, [one, two]) == ()
    assert len(store) == 2


def test_no_more_are_compared_than_the_limit():
    store = MemoryStore()
    batch = traces(*[WIRE] * (MOST_COMPARED + 10))
    rebuild(store, batch)
    assert len(find_candidates(store, batch[0])) == MOST_COMPARED
    assert all(judgement.verdict is Verdict.SAME for judgement in add_traces(store, traces(*[WIRE] * 36)))


def test_rare_keys_weigh_more_than_a_line_that_stands_below_everything():
    line = " اشترك في نشرتنا البريدية ليصلك كل جديد من صحيفتنا أولا بأول وتابعنا على جميع المنصات"
    store = MemoryStore()
    rebuild(store, traces(WIRE + line, *[f"{OTHER[at:]}{line}" for at in range(40)]))
    found = find_candidates(store, make_trace(make_article("new", WIRE + line)))
    assert found[0].article == "a000"


def shingle(words):
    return make_shingles([crc32(str(word).encode()) for word in words])


def test_a_long_text_is_filed_under_a_part_of_its_shingles_and_a_short_one_under_all():
    assert 200 < len(sample_shingles(shingle(range(4_000)))) < 300
    assert len(sample_shingles(shingle("abcdefgh"))) == 6 < FEWEST_KEYS


def test_runs_are_told_apart_by_the_order_of_their_words():
    assert len({shingle(order) for order in permutations("abc")}) == 6
    assert [len(shingle("abcd"[:words])) for words in range(5)] == [0, 1, 1, 1, 2]


def test_what_two_long_texts_share_both_sample():
    ones, others = shingle(range(900)), shingle(range(300, 4_000))
    shared = set(ones) & set(others)
    assert set(sample_shingles(ones)) & shared == set(sample_shingles(others)) & shared


def test_facts_are_no_keys_without_a_day():
    dated, undated = make_trace(make_article("a1")), make_trace(make_article("a1", day=None))
    assert len(make_keys(dated)) > len(make_keys(undated)) == len(sample_shingles(unpack(undated.shingles)))


def test_traces_and_judgements_are_the_same_in_every_process():
    script = (
        "from tests.unit.reconcile.test_add import *;"
        "batch = traces(WIRE, OTHER, LEAD + WIRE, RENDERED);"
        "print(encode([batch, add_traces(MemoryStore(), batch)]).hex())"
    )
    script = "from msgspec.json import encode;" + script
    run = [sys.executable, "-c", script]
    told_by = [
        subprocess.run(
            run,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told_by[0] == told_by[1] != b""
