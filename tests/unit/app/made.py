"""Readings made by hand, of texts and office holders that do not exist."""

from datetime import date

from marsad.model import (
    Abstention,
    Article,
    Basis,
    Block,
    BlockKind,
    Capture,
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

TITLE = "نوردستان تحذر جارتها"
BODY = (
    "عقدت الحكومة اجتماعا طارئا. حذر وزير دفاع نوردستان سالم الورداني يوم الأحد من أن بلاده سترد على أي هجوم. "
    "ونشرت نوردستان 12 صاروخا على الحدود، بحسب وكالة الساحل. وانتهى الاجتماع مساء."
)
LINE = "تابعونا على القناة"
TEXT = f"{TITLE}\n{BODY}\n{LINE}"
DAY = When.day(date(2031, 3, 2), Basis.RELATIVE)


def make_reading(capture: Capture | None = None, *, version: str = "1") -> Reading:
    """Read a text the way a coder might; a capture gives origin, name and words."""
    origin, text = ("page.txt", TEXT) if capture is None else (capture.origin, capture.body.decode("utf-8"))
    digest = make_digest(text.encode())
    article = Article(
        id=make_article_id(None, digest),
        digest=digest,
        origin=origin,
        name=capture.name if capture else None,
        text=text,
        blocks=_blocks(text),
        title=TITLE,
        outlet="صحيفة المرسى",
        published=capture.published if capture and capture.published else When.day(date(2031, 3, 4), Basis.METADATA),
    )
    return Reading(
        article=article,
        on_topic=BODY in text,
        topic="nuclear 3",
        **(_records(article, version) if BODY in text else {}),
        version=version,
        codebook="2",
    )


def _blocks(text):
    if BODY not in text:
        return (Block(start=0, end=len(text), kind=BlockKind.BODY),)
    start = text.index(BODY)
    line = text.index(LINE)
    return (
        Block(start=0, end=len(TITLE), kind=BlockKind.TITLE),
        Block(start=start, end=start + len(BODY), kind=BlockKind.BODY),
        Block(start=line, end=line + len(LINE), kind=BlockKind.FURNITURE),
    )


def _records(article, version):
    def make(noun, layer, label, words, **fields):
        start = article.text.index(words, article.text.index(BODY))
        span = article.span(start, start + len(words))
        made = Provenance(
            coder="made",
            version=version,
            codebook="2",
            rule=f"{label}.rule",
            cue=span,
            because=("cue: a verb", "agent: NRD"),
        )
        name = make_record_id(layer, article.id, label, words, 0)
        return noun(id=name, article=article.id, span=span, provenance=made, **fields)

    warning = make(
        Signal, "signal", "warning", "حذر وزير دفاع نوردستان سالم الورداني يوم الأحد من أن بلاده سترد على أي هجوم",
        type=SignalType.WARNING, actors=("NRD",), targets=("SUD",), modality=Modality.CONDITIONAL, date=DAY,
        person="Salem al-Wardani",
    )  # fmt: skip
    deployment = make(
        Signal, "signal", "deployment", "ونشرت نوردستان 12 صاروخا على الحدود",
        type=SignalType.DEPLOYMENT, actors=("NRD",), modality=Modality.ACTUAL, attributed_to="SUD",
    )  # fmt: skip
    statement = make(
        Statement, "statement", "direct", "بلاده سترد على أي هجوم",
        speaker="Salem al-Wardani", actor=("NRD",), direct=False, via=("Sahel", "Marsa TV"),
    )  # fmt: skip
    figure = make(Figure, "figure", "missiles", "12 صاروخا", value=12.0, unit="missiles", kind="count", holder="NRD")
    day = make(DateMention, "date", "", "يوم الأحد", when=DAY)
    source = make(SourceMention, "source", "", "وكالة الساحل", name="Sahel")
    end = article.text.index("وانتهى")
    gone = Abstention(coder="made", rule="talks.meet", reason="no_actor", span=article.span(end, end + 6))
    signals = (warning, deployment) if version == "1" else (warning,)
    return {
        "signals": signals,
        "statements": (statement,),
        "figures": (figure,),
        "dates": (day,),
        "sources": (source,),
        "abstentions": (gone,),
    }
