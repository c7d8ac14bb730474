"""Readings made by hand: the officials in them are invented."""

from datetime import date

from marsad.model import (
    Abstention,
    Article,
    Basis,
    Block,
    BlockKind,
    DateMention,
    Figure,
    Modality,
    Provenance,
    Reading,
    Signal,
    SignalType,
    SourceMention,
    Statement,
    When,
    make_article_id,
    make_digest,
    make_record_id,
)

AT = "2026-03-01T08:00:00Z"
TITLE = "الوزير سالم المروري يحذّر من التجارب النوويّة"
BODY = (
    "قال وزير الدفاع سالم المروري إن بلاده لن تنقل 40 رأساً نووياً إلى الخارج.",
    "وأضاف أنّ المسؤولين سيبحثون الملف النووي في 3 مارس 2026، بحسب صحيفة المرفأ.",
    "وطالبت الهيئة بوقف التجارب وبالنووية منها خصوصاً، ولم تذكر قنابلها.",
)
TEXT = "\n\n".join((TITLE, *BODY, "اقرأ أيضاً: أخبار الطقس"))
PUBLISHED = When.day(date(2026, 3, 1), Basis.METADATA)


def make_article(text=TEXT, *, url="https://al-marfa.example/1", origin="pages/1.html", **changes):
    digest = make_digest((url or "").encode() + text.encode())
    blocks = changes.pop("blocks", None) or make_blocks(text)
    facts = {"outlet": "المرفأ", "title": TITLE, "published": PUBLISHED, "language": "ar"} | changes
    key = make_article_id(url, digest)
    return Article(id=key, digest=digest, origin=origin, url=url, text=text, blocks=blocks, **facts)


def make_blocks(text):
    blocks, start = [], 0
    parts = text.split("\n\n")
    for place, part in enumerate(parts):
        kind = BlockKind.BODY
        if len(parts) > 2:
            kind = {0: BlockKind.TITLE, len(parts) - 1: BlockKind.FURNITURE}.get(place, kind)
        blocks.append(Block(start=start, end=start + len(part), kind=kind))
        start += len(part) + 2
    return tuple(blocks)


def make_provenance(version="1", rule="signals.test"):
    return Provenance(coder="signals", version=version, codebook="2", rule=rule)


def make_signal(article, quote, kind=SignalType.WARNING, *, version="1", rule="signals.test", **changes):
    facts = {"actors": ("XXX",), "modality": Modality.ACTUAL} | changes
    return Signal(
        id=make_record_id("signal", article.id, kind, quote, 0),
        article=article.id,
        span=find_span(article, quote),
        type=kind,
        provenance=make_provenance(version, rule),
        **facts,
    )


def find_span(article, quote):
    start = article.text.index(quote)
    return article.span(start, start + len(quote))


def make_reading(article=None, *, version="1", signals=None, **changes):
    article = article or make_article()
    if signals is None:
        signals = make_signals(article, version)
    return Reading(
        article=article,
        on_topic=True,
        topic="nuclear matters in the body",
        signals=tuple(signals),
        version=version,
        codebook="2",
        **(_make_layers(article, version) | changes),
    )


def make_signals(article, version="1"):
    sentences = [sentence for sentence in BODY if sentence in article.text]
    return [make_signal(article, sentence, version=version) for sentence in sentences]


def _make_layers(article, version):
    if BODY[0] not in article.text:
        return {}
    first = {"article": article.id, "provenance": make_provenance(version)}

    def key(layer, label, quote):
        return {"id": make_record_id(layer, article.id, label, quote, 0), "span": find_span(article, quote)} | first

    when = When.day(date(2026, 3, 3), Basis.STATED)
    head = find_span(article, BODY[0])
    return {
        "statements": (
            Statement(**key("statement", "", BODY[0]), speaker="Salem al-Marwari", actor=("XXX",), direct=False),
        ),
        "figures": (Figure(**key("figure", "warheads", "40 رأساً"), value=40, unit="warheads", kind="count"),),
        "dates": (DateMention(**key("date", "", "3 مارس 2026"), when=when),),
        "sources": (SourceMention(**key("source", "", "المرفأ"), name="Al-Marfa"),),
        "abstentions": (Abstention(coder="signals", rule="signals.metaphor", reason="metaphor", span=head),),
    }
