"""Which outlets an article names as sources."""

from marsad.find.actors import find_actors
from marsad.find.scan import make_scan
from marsad.find.sources import find_sources
from marsad.find.speech import find_speech
from marsad.model import Article, Block, BlockKind


def names(text: str) -> list[str]:
    block = Block(start=0, end=len(text), kind=BlockKind.BODY)
    scan = make_scan(Article(id="a", digest="d", origin="-", text=text, blocks=(block,)))
    actors = find_actors(scan, None)
    return [source.name for source in find_sources(scan, actors, find_speech(scan, actors))]


def test_channels_and_speakers_are_sources_once_and_in_order():
    text = "ذكرت وكالة رويترز أن السفينة غرقت. وقال الكرملين لقناة الجزيرة إن البحث مستمر، بحسب رويترز."
    assert names(text) == ["Reuters", "Al Jazeera"]


def test_platforms_and_unnamed_media_are_none():
    assert names("كتب الوزير على تويتر أن الموعد تأجل. وقالت وسائل إعلام روسية إن الموعد قائم.") == []


def test_an_outlet_that_is_only_informed_is_none():
    assert names("أبلغ الكرملين وكالة رويترز أن الموعد تأجل.") == []


def test_an_outlet_by_its_spelling_in_brackets():
    assert names('ذكرت صحيفة "غورديال" (Gordial Post) أن الجسر أغلق.') == ["Gordial Post"]
