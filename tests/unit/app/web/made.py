"""Readings of pages that do not exist, some of which mean harm."""

import msgspec

from marsad.model import Block, BlockKind, Capture

from ..made import TEXT, make_reading

HARM = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HARMFUL_URL = "javascript:alert(document.cookie)"


def make_pages():
    """Two pages of one act, and one whose every word means harm."""
    texts = (TEXT, TEXT + "\nهذا كل شيء.", f"{TEXT}\n{HARM} ${{7*7}} {{{{7*7}}}}")
    plain, other, harmful = (
        make_reading(Capture(origin=f"{at}.txt", body=text.encode())) for at, text in enumerate(texts)
    )
    return plain, dress(other, outlet="منبر الجبل", url="https://jabal.example/1"), harm(harmful)


def dress(reading, **fields):
    return msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, **fields))


def harm(reading):
    signals = tuple(msgspec.structs.replace(one, person=HARM, place=HARM) for one in reading.signals)
    reading = msgspec.structs.replace(reading, signals=signals)
    text = reading.article.text
    last = Block(start=text.index(HARM), end=len(text), kind=BlockKind.BODY)
    reading = dress(reading, blocks=(*reading.article.blocks, last))
    return dress(reading, title=HARM, outlet=HARM, url=HARMFUL_URL, byline=HARM, notes=(HARM,))
