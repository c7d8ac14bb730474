"""A fixed export is the same bytes, in whatever order the pages were read."""

from datetime import date
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.exporters import load_exporters
from marsad.ledger import Choice, Ledger, SignalFilter
from marsad.model import (
    Article,
    Basis,
    Block,
    BlockKind,
    Modality,
    Provenance,
    Reading,
    Signal,
    SignalType,
    When,
    make_article_id,
    make_digest,
    make_record_id,
)

FEW = settings(max_examples=40)
BODIES = ("أعلنت الوزارة ذلك في بيان.", "عقدت الأطراف اجتماعا جديدا.", "نفذت القوات مناورة نووية مشتركة.")
CODES = st.lists(st.sampled_from(["RUS", "USA", "NATO", "XXX", "WAGNER"]), max_size=3, unique=True).map(tuple)
DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
WHENS = st.none() | st.builds(When.day, DAYS, st.just(Basis.STATED))


@st.composite
def readings(draw):
    """Pages at addresses of their own, many with one body, so that some are copies of others."""
    number, text = draw(st.integers(0, 99)), draw(st.sampled_from(BODIES))
    url, digest = f"https://a.example/{number}", make_digest(f"{number}{text}".encode())
    key = make_article_id(url, digest)
    article = Article(
        id=key,
        digest=digest,
        origin=url,
        url=url,
        text=text,
        blocks=(Block(start=0, end=len(text), kind=BlockKind.BODY),),
        published=draw(WHENS),
        outlet=draw(st.none() | st.sampled_from(["المرفأ", "الساحل"])),
    )
    signal = Signal(
        id=make_record_id("signal", key, "x", text, 0),
        article=key,
        span=article.span(0, len(text)),
        type=draw(st.sampled_from(SignalType)),
        modality=draw(st.sampled_from(Modality)),
        actors=draw(CODES),
        targets=draw(CODES),
        date=draw(WHENS),
        provenance=Provenance(coder="signals", version="1", codebook="2", rule="r"),
    )
    return Reading(article=article, on_topic=True, topic="made", signals=(signal,), version="1", codebook="2")


MANY = st.lists(readings(), max_size=6, unique_by=lambda reading: reading.article.id)
CHOICES = st.builds(
    Choice,
    layers=st.just(frozenset({"signal"})),
    signals=st.builds(SignalFilter, modality=st.sampled_from([(), (Modality.ACTUAL,)]), since=st.none() | DAYS),
    copies=st.booleans(),
    earlier=st.booleans(),
)


def write_all(pages, choice, exporters):
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.db") as ledger:
        for page in pages:
            ledger.add(page, run="run", at="2026-03-01")
        found = []
        for exporter in exporters:
            out = BytesIO()
            found.append((exporter.name, exporter.export(ledger.chosen(choice), out), out.getvalue()))
        return found, ledger.count_chosen(choice), list(ledger.chosen(choice))


@FEW
@given(MANY, CHOICES, st.randoms(use_true_random=False))
def test_an_export_is_the_same_bytes_in_any_order_of_reading(pages, choice, random):
    exporters = [one for one in load_exporters() if one.name != "parquet" or find_spec("pyarrow")]
    found, counted, entries = write_all(pages, choice, exporters)
    again, *_ = write_all(random.sample(pages, len(pages)), choice, exporters)
    assert again == found
    assert counted == len(entries)
    assert all(written <= counted for _, written, _ in found)


@FEW
@given(MANY)
def test_of_articles_with_one_body_exactly_one_is_no_copy(pages):
    _, _, entries = write_all(pages, Choice(layers=frozenset({"signal"})), ())
    originals = [entry for entry in entries if entry.article.copy_of is None]
    assert len(originals) == len({entry.record.span.quote for entry in entries})
    _, _, kept = write_all(pages, Choice(layers=frozenset({"signal"}), copies=False), ())
    assert [entry.record.id for entry in kept] == [entry.record.id for entry in entries if entry.article.counted]
