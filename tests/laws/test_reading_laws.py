"""What holds for the reading of any page."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad.extract import ExtractError
from marsad.model import Article, Reading, Span, decode, encode

DEMO = Path(__file__).parents[2] / "demo" / "pages"
PAGES = sorted(path for path in DEMO.rglob("*.html"))
# The same examples everywhere: a run must not fail on one machine only; raise the number to go hunting.
SMALL = settings(max_examples=200, derandomize=True)
FEW = settings(max_examples=40, derandomize=True)

VOCABULARY = (
    "قال قالت وقال أكد أكدت وأكدت حذر حذرت وحذرت هدد اتهم نفى نفت أعلن أعلنت أجرت نشرت ستنشر سترد تعهد رفض دعا "
    "طالب الرئيس الروسي الرئيسان وزير الخارجية وزارة الدفاع الأميركية الناطق باسم الكرملين البيت الأبيض إيران "
    "روسيا الصين واشنطن وموسكو بيونغ يانغ كوريا الشمالية إسرائيل حلف الأطلسي الوكالة الدولية للطاقة الذرية "
    "بلاده نظيره إن أن أنها بأن من على إلى في عن مع ضد قد لن لم لا ما إذا لو ربما صاروخ صاروخا باليستي نووي "
    "نووية نوويا الأسلحة رأس رؤوس تخصيب اليورانيوم مفاعل معاهدة محادثات اتفاق عقوبات تجربة مناورات غواصة "
    "قاذفات تفتيش هجوم حرب أمس اليوم الأحد الماضي المقبل يناير كانون الثاني 2024 2022 13 60 بالمئة في المئة "
    "كيلوغرام ثلاثة آلاف عام بحسب وفق وكالة رويترز نقلا مصدر صحيفة الشرق التلفزيون الرسمي وأضاف وتابع مضيفا "
    "قائلا مصر الأهلي الدوري علاج السرطان بالطب النووي"
)
WORDS = VOCABULARY.split()
MARKS = [*"،؛.؟!:«»“”\"'()-–…\n، ", ". ", ".", "\n\n", "٪", "%", "٣٫٥", "1,200", "\u200f", "\u200c", "\u0640"]
LETTERS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.sampled_from(' \n\t.،«»"0129١٢٣\u200f\u202b\u00a0\ufeffﻻﷺ\u0651\u064b'),
        st.characters(),
    ),
    max_size=12,
)
PROSE = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS) | LETTERS, max_size=60).map(" ".join)
SENTENCES = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), min_size=5, max_size=60).map(" ".join)
NAMES = (
    "p div span b a h1 h2 table tr td ul li blockquote article section nav footer time script style br img "
    "meta head body html title form figure figcaption svg noscript template iframe pre q cite x-y"
)
TAGS = st.sampled_from(NAMES.split())
ATTRIBUTES = st.sampled_from([
    "", ' class="article-body"', ' class="share related"', " hidden", ' style="display:none"', ' id="content"',
    ' itemprop="articleBody"', ' datetime="2024-02-30"', ' datetime="2024-09-25T10:00:00+03:00"', ' dir="rtl',
    ' property="article:published_time" content="0000-00-00"', ' charset="utf-16"', ' name="date" content="99999"',
    ' class="byline author"', " = = <", ' type="application/ld+json"',
])  # fmt: skip
OPEN = st.builds("<{}{}>".format, TAGS, ATTRIBUTES)
CLOSE = st.builds("</{}>".format, TAGS)
ODDITIES = st.sampled_from([
    "<", ">", "&", "&nbsp;", "&#0;", "&#xD800;", "&lt;p&gt;", "<!--", "-->", "<![CDATA[", "]]>", "<?xml",
    "<!DOCTYPE html>",
    "\x00", "\ufffd", '{"@type": "NewsArticle", "datePublished": "', '{"@graph": [[[', "</html>", "\r\n", "\x0b",
])  # fmt: skip
MARKUP = st.lists(OPEN | CLOSE | ODDITIES | SENTENCES | PROSE, max_size=25).map("".join)
BYTES = st.one_of(
    st.binary(max_size=300),
    MARKUP.map(lambda text: text.encode("utf-8", "replace")),
    MARKUP.map(lambda text: text.encode("cp1256", "replace")),
    MARKUP.map(lambda text: text.encode("utf-16", "replace")),
    st.builds(lambda text, cut: text.encode("utf-8", "replace")[cut:], SENTENCES, st.integers(0, 9)),
)
INPUT = st.one_of(PROSE, SENTENCES, MARKUP, BYTES)


def read(page, **known) -> Reading | None:
    """Return the reading, None where the page is refused; whatever else is raised fails the test."""
    try:
        return marsad.read(page, **known)
    except ExtractError as error:
        refusal = error
    assert refusal.reason in {"empty", "binary", "too_large", "no_text", "language"}
    assert "\n" not in refusal.message
    return None


def list_records(reading: Reading) -> tuple:
    return (*reading.statements, *reading.signals, *reading.figures, *reading.dates, *reading.sources)


def list_spans(reading: Reading) -> Iterator[Span]:
    for record in list_records(reading):
        yield record.span
        yield from filter(None, (getattr(record, "frame", None), record.provenance.cue))
    yield from (one.span for one in reading.abstentions)


def check_reading(reading: Reading) -> None:
    article = reading.article
    for span in list_spans(reading):
        assert article.text[span.start : span.end] == span.quote
        assert 0 <= span.start <= span.end <= len(article.text)
    for record in list_records(reading):
        assert record.span.quote, record
        assert record.span.quote == record.span.quote.strip(), record
        assert record.article == article.id
    names = [record.id for record in list_records(reading)]
    assert len(names) == len(set(names))
    assert all(0 <= block.start < block.end <= len(article.text) for block in article.blocks)
    assert reading.on_topic or not reading.signals
    assert decode(encode(reading), Reading) == reading


@SMALL
@given(INPUT)
def test_any_input_is_read_or_refused_with_a_reason(page):
    reading = read(page)
    if reading is not None:
        check_reading(reading)
        assert read(page) == reading


@SMALL
@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_any_arabic_sentences_are_read_alike_as_text_and_as_a_page(sentences):
    for page in ("\n".join(sentences), "".join(f"<p>{one}</p>" for one in sentences)):
        reading = read(page)
        if reading is not None:
            check_reading(reading)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_demonstration_pages_keep_the_laws(path):
    reading = marsad.read(path.read_bytes())
    check_reading(reading)
    again = decode(encode(reading), Reading)
    assert again == reading
    assert encode(again) == encode(reading)
    assert isinstance(again.article, Article)


SILENT = st.sampled_from([
    "<script>var a = '<p>قال الرئيس الروسي إن بلاده ستستخدم السلاح النووي.</p>';</script>",
    "<style>p { color: red } /* حذرت روسيا من حرب نووية */</style>",
    "<!-- <p>أجرت الصين تجربة نووية في 3 مارس 2020.</p> -->",
    "<script type='text/template'><div>هددت إيران</div></script>",
    "<noscript><img src='x'></noscript>",
    "<template><p>نشرت روسيا صواريخ.</p></template>",
])  # fmt: skip
PLACES = st.sampled_from([b"</p>", b"<p>", b"</h1>", b"</head>", b"</body>"])


@FEW
@given(st.sampled_from(PAGES), SILENT, PLACES, st.booleans())
def test_what_is_not_printed_changes_nothing(path, silent, place, is_before):
    body = path.read_bytes()
    reading = marsad.read(body)
    added = silent.encode("cp1256" if b"windows-1256" in body[:500].lower() else "utf-8")
    changed = marsad.read(body.replace(place, added + place if is_before else place + added, 3))
    assert changed.article.text == reading.article.text
    assert changed.article.published == reading.article.published
    for layer in ("signals", "statements", "figures", "dates", "sources"):
        pairs = ([simplify(one) for one in getattr(each, layer)] for each in (changed, reading))
        assert next(pairs) == next(pairs)


def simplify(record: object) -> dict:
    """Return a record without the ids, which hash the page's bytes."""
    return {key: value for key, value in json.loads(encode(record)).items() if key not in ("id", "article")}


READ_ALL = """
import sys
from pathlib import Path
import marsad
from marsad.model import encode
for path in sorted(Path(sys.argv[1]).rglob("*.html")):
    sys.stdout.buffer.write(encode(marsad.read(path.read_bytes())) + b"\\n")
"""


def test_every_process_reads_alike():
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", READ_ALL, str(DEMO)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
        )
        for seed, locale, zone in (("0", "C", "UTC"), ("4711", "C.UTF-8", "Asia/Tokyo"))
    ]
    first, second = (run.communicate(timeout=300)[0] for run in runs)
    assert first.count(b"\n") == len(PAGES)
    assert first == second
    assert first == b"".join(encode(marsad.read(path.read_bytes())) + b"\n" for path in PAGES)


def test_the_number_of_jobs_changes_no_byte(tmp_path):
    exports = []
    for jobs in ("1", "2"):
        ledger = ["--ledger", str(tmp_path / f"{jobs}.ledger")]
        for words in (["read", str(DEMO), "--jobs", jobs], ["export", "--out", str(tmp_path / f"{jobs}.jsonl")]):
            subprocess.run([sys.executable, "-m", "marsad", *words, *ledger], check=True, capture_output=True)
        exports.append((tmp_path / f"{jobs}.jsonl").read_bytes())
    assert exports[0] == exports[1]
    assert exports[0].count(b"\n") > 5 * len(PAGES)
