"""Entries made by hand, of outlets that do not exist."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

from marsad.model import Basis, Modality, Provenance, Signal, SignalType, Span, When, make_digest

QUOTE = "قالت الدولة إنها ستفعل ذلك"
DAY = When.day(date(2031, 3, 2), Basis.STATED)


def make_signal(name="si1", quote=QUOTE, **changes):
    facts = {
        "type": SignalType.THREAT,
        "actors": ("RUS",),
        "targets": ("USA",),
        "modality": Modality.ACTUAL,
        "article": "a1",
        "provenance": Provenance(coder="signals", version="1", codebook="2", rule="r"),
    }
    return Signal(id=name, span=Span(start=3, end=3 + len(quote), quote=quote), **(facts | changes))


def make_article(name="a1", **changes):
    facts = {
        "digest": make_digest(name.encode()),
        "url": f"https://al-marfa.example/{name}",
        "outlet": "المرفأ",
        "title": "عنوان",
        "published": When.day(date(2031, 3, 4), Basis.METADATA),
        "copy_of": None,
        "earlier": False,
        "story": "t1",
        "counted": True,
    }
    return SimpleNamespace(id=name, **(facts | changes))


def make_entry(record, layer="signal", before="", after="", **changes):
    article = make_article(record.article, **changes)
    return SimpleNamespace(record=record, layer=layer, article=article, before=before, after=after)


def export(exporter, *entries):
    """Return how many records an exporter wrote, and the bytes."""
    out = BytesIO()
    return exporter.export(entries, out), out.getvalue()
