"""A scan's sentences give their hits by kind and their tokens by place, and go when nobody names them any more."""

import gc

import pytest

from marsad import pipeline
from marsad.find.scan import Sentence, make_scan
from marsad.languages.ar.actors import Demonym, Named, OrgName, StateName
from marsad.languages.ar.clitics import vary
from marsad.model import Article, Block, BlockKind
from marsad.text.match import Grammar, Phrase, PhraseIndex

STATE, PEOPLE, ALLIANCE = StateName("RUS"), Demonym("RUS", definite=True), OrgName("NATO")
INDEX = PhraseIndex(
    [
        Phrase("روسيا", Grammar.NAME, STATE),
        Phrase("الروسي", Grammar.NOUN, PEOPLE),
        Phrase("حلف", Grammar.NOUN, 1),
        Phrase("حلف الناتو", Grammar.NAME, ALLIANCE),
    ],
    vary,
)


def scan(text: str) -> tuple[Sentence, ...]:
    block = Block(start=0, end=len(text), kind=BlockKind.BODY)
    return make_scan(Article(id="a", digest="d", origin="-", text=text, blocks=(block,)), INDEX).sentences


def test_hits_by_kind():
    (sentence,) = scan("قال حلف الناتو لروسيا، والجيش الروسي حلف")
    assert [(hit.start, hit.end, hit.item) for hit in sentence.of(StateName)] == [(15, 21, STATE)]
    assert [hit.item for hit in sentence.of(Named)] == [ALLIANCE, STATE, PEOPLE]
    assert [hit.item for hit in sentence.hits] == [ALLIANCE, 1, STATE, PEOPLE, 1]
    assert sentence.of(StateName) is sentence.of(StateName)
    assert sentence.of(str) == ()


def test_hits_stay_within_their_sentence():
    first, second = scan("وقف مع حلف\nالناتو في روسيا")
    assert [hit.item for hit in first.hits] == [1]
    assert [(hit.start, hit.item) for hit in second.hits] == [(21, STATE)]


@pytest.mark.parametrize(("before", "hits"), [("س" * 1998, 0), ("س " * 1000, 1)])
def test_a_word_that_a_long_sentence_is_cut_in_is_none(before, hits):
    sentences = scan(f"{before}روسيا")
    assert len(sentences) == 2
    assert sum(len(sentence.hits) for sentence in sentences) == hits


def test_tokens_by_place():
    (sentence,) = scan("قال: نعم، ثم 12.5 مرة")
    assert sentence.words == ["قال", ":", "نعم", "،", "ثم", "12.5", "مره"]
    assert sentence.signs == (1, 3, 5)
    assert [token.text for token in sentence.before(8, 2)] == [":", "نعم"]
    assert [token.text for token in sentence.before(7, 2)] == ["قال", ":"]  # "نعم" ends beyond
    assert sentence.before(0, 2) == sentence.after(30, 2) == ()
    assert [token.text for token in sentence.after(8, 2)] == ["،", "ثم"]
    assert [token.text for token in sentence.after(6, 1)] == ["،"]  # "نعم" begins before
    assert [token.text for token in sentence.between(3, 9)] == [":", "نعم", "،"]
    assert [token.text for token in sentence.between(4, 7)] == []


def test_chunks_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr("marsad.text.match._MOST_WORDS", 3)
    index = PhraseIndex([Phrase("سلاح", Grammar.NOUN, 1)], vary)
    assert [hit.start for hit in index.find("سلاح واحد هنا ثم سلاح")] == [0, 17]
    for known in (index.chunks, index.hits):
        list(map(known.__getitem__, ("سلاح", "واحد", "هنا", "ثم", "سلاح", "س" * 41)))
        assert 0 < len(known) <= 3
        assert "س" * 41 not in known  # no word


def test_words_without_phrases_share_what_is_known_of_them():
    index = PhraseIndex([Phrase("سلاح", Grammar.NOUN, 1)], vary)
    assert index.chunks["هنا"] is index.chunks["واحد"]
    assert index.chunks["هنا،"] is not index.chunks["واحد،"]
    assert index.chunks["سلاح"].kinds[0][0] is int


def test_what_is_found_goes_without_the_collector():
    text = "قالت صحيفة «الغد» إن الباحث الروسي سيرغي إيفانوف حذر في 12 مايو 2022 من نشر 50 صاروخا في بولندا."
    block = Block(start=0, end=len(text), kind=BlockKind.BODY)
    article = Article(id="a", digest="d", origin="-", text=text, blocks=(block,))
    pipeline.read_article(article)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        pipeline.read_article(article)
        gc.collect()
        rings = [left for left in gc.garbage if type(left).__module__.startswith("marsad")]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert rings == []
