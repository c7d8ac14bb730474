"""Of an endless text the beginning is read, and the rest is kept and said to be unread."""

from marsad.extract import Limits, extract_article
from marsad.extract.capture import make_capture
from marsad.model import BlockKind

LINE = "أعلنت وزارة الدفاع في بيان لها أن التدريبات البحرية السنوية بدأت صباح اليوم قرب الساحل.\n"


def test_the_end_is_unread():
    article = extract_article(make_capture(LINE * 50), limits=Limits(coded=1000))
    read = [article.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.BODY]
    unread = [block for block in article.blocks if block.kind is BlockKind.UNREAD]
    assert sum(map(len, read)) == 1000
    assert unread
    assert any("was not read" in note for note in article.notes)


def test_a_page_of_usual_length_is_read_whole():
    article = extract_article(make_capture(LINE * 50))
    assert not [block for block in article.blocks if block.kind is BlockKind.UNREAD]
    assert not article.notes
