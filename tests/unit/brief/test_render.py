"""Pages as they are written down: complete, safe against what press pages say, the same in every run."""

import re
import sys

import msgspec
import pytest
from lxml import html

from marsad.brief import Caps, make_brief
from marsad.brief.language import Language, Words
from marsad.brief.page import make_page
from marsad.brief.page.nouns import Source
from marsad.brief.page.specs import COLOURS
from marsad.brief.render import MissingError, draw, render_html, render_markdown, render_pdf
from marsad.brief.render.link import find_link
from marsad.brief.render.markdown import escape
from marsad.measure.levels import Track
from marsad.model import Modality

from .made import QUOTE, SINCE, UNTIL, make_check, make_full, make_holdings, tell

NAMES = "news unusual pictures said acts disputes talks checks retold edits aside coverage guide"
SECTIONS = NAMES.split()
HOSTILE = '<script>alert(1)</script> "x" & </style><img src=x onerror=y> \u202e[a](javascript:b) `c` | d\x00\ud800'
both = pytest.mark.parametrize("language", list(Language))


def full(language):
    return make_page(make_brief(make_full(), SINCE, UNTIL), language)


def hostile(language):
    """Return the page of a brief whose pages attack it in every field that they can fill."""
    heads = {"title": HOSTILE, "outlet": HOSTILE, "origin": HOSTILE, "url": "javascript:alert(1)"}
    more = {"targets": ("NATO",), "person": "Oleg Testov"}
    holdings = make_holdings(
        tell("s0", told=UNTIL.replace(month=2), **more),
        tell("s1", modality=Modality.CONDITIONAL, **more),
        tell("s2", "alert", words="alert forces"),
        heads={record: {**heads, "id": f"a-{record}"} for record in ("s0", "s1", "s2")},
        quotes=dict.fromkeys(("s0", "s1", "s2"), HOSTILE),
        sources=dict.fromkeys(("a-s0", "a-s1", "a-s2"), f"{HOSTILE}, up"),
    )
    return make_page(make_brief(holdings, SINCE, UNTIL), language)


def find_figure(language, name):
    blocks = [block for section in full(language).sections for block in section.blocks]
    return next(block for block in blocks if getattr(block, "id", "") == name)


def parse(text):
    return html.document_fromstring(text)


@both
def test_the_page_has_its_sections_in_order_and_its_direction(language):
    tree = parse(render_html(full(language)))
    assert [section.get("id") for section in tree.iter("section")] == SECTIONS
    assert (tree.get("lang"), tree.get("dir")) == (language.value, language.direction)
    assert [link.get("href") for link in tree.xpath("//nav//a")] == [f"#{name}" for name in SECTIONS]
    assert len(tree.findall(".//h1")) == 1


@both
def test_every_quote_is_arabic_set_right_to_left(language):
    quotes = parse(render_html(full(language))).xpath("//blockquote | //q")
    assert len(quotes) > 10
    assert {(quote.get("lang"), quote.get("dir")) for quote in quotes} == {("ar", "rtl")}
    assert {quote.text for quote in quotes} == {QUOTE}


@both
def test_every_entry_names_its_outlet_day_record_and_address(language):
    for entry in parse(render_html(full(language))).xpath("//li[contains(@class, 'entry')]"):
        sources, *_ = entry.xpath("./ul[@class='sources'] | ../../div//ul[@class='sources']")
        assert sources.xpath("./li/code[starts-with(text(), 's') or starts-with(text(), 'a')]")
        assert sources.xpath("./li/time")
        assert all(link.startswith("https://marsa.example/") for link in sources.xpath("./li/a/@href"))


@both
def test_no_script_nothing_from_elsewhere_and_valid_ids(language):
    text = render_html(full(language))
    tree = parse(text)
    assert not tree.xpath(
        "//script | //link | //iframe | //object | //form | //img | //*[@*[starts-with(name(), 'on')]]"
    )
    assert not re.search(r"url\((?!#)|@import", text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]


@both
def test_plots_have_titles_descriptions_and_the_same_as_a_table(language):
    tree = parse(render_html(full(language)))
    figures = tree.xpath("//figure")
    assert len(figures) == 3
    for figure in figures:
        (svg,) = figure.xpath(".//svg")
        title, text = svg.get("aria-labelledby").split()
        assert svg.xpath(f"./title[@id='{title}']")[0].text
        assert svg.xpath(f"./desc[@id='{text}']")[0].text
        assert figure.xpath("./details//table/tbody/tr")
        assert svg.get("role") == "img"


def test_the_tracks_have_panels_and_colours_of_their_own():
    timeline = find_figure(Language.ENGLISH, "timeline")
    words, acts = timeline.spec["vconcat"]
    assert words["title"]["text"] == "Words"
    assert COLOURS[Track.ACTS] not in str(words["layer"])
    assert COLOURS[Track.WORDS] not in str(acts["layer"])


def test_arabic_time_runs_from_the_right():
    orders = []
    for language in Language:
        timeline = find_figure(language, "timeline")
        panel = timeline.spec["vconcat"][0]["layer"][1]["encoding"]
        orders.append((panel["x"]["scale"]["domain"], panel["y"]["axis"]["orient"]))
    (arabic, right), (english, left) = orders
    assert (arabic, right, left) == (english[::-1], "right", "left")


@both
def test_what_a_desk_says_is_marked_as_english(language):
    tree = parse(render_html(full(language)))
    spans = tree.xpath("//section[@id='checks']//ul[@class='notes']//span[@lang='en']")
    told = [span.text_content() for span in spans]
    assert told == ["Pact: 10 launchers", "the pact counts others too", "Pact: 10 of all kinds"]
    assert {span.get("dir") for span in spans} == {"ltr"}
    assert "Pact" in render_markdown(full(language))


def test_what_a_desk_says_is_told_in_arabic_where_we_have_words():
    fact = "500 (total inventory of China, SIPRI 2024) [verified: sipri.example]"
    words = {"claim": "New START: 10 launchers", "because": ("the number is right",), "facts": (fact,)}
    holdings = msgspec.structs.replace(make_full(), checks=(make_check(**words),))
    tree = parse(render_html(make_page(make_brief(holdings, SINCE, UNTIL), Language.ARABIC)))
    notes = tree.xpath("//section[@id='checks']//ul[@class='notes']")[0]
    assert [span.text_content() for span in notes.xpath(".//span[@lang='en']")] == ["sipri.example"]
    assert Words(Language.ARABIC).label("sure.verified") in notes.text_content()
    assert "المجموع الكلي" in notes.text_content()
    assert "معاهدة نيو ستارت" in notes.text_content()
    assert "العدد صحيح" in notes.text_content()


@pytest.mark.parametrize(
    ("fact", "told", "left"),
    [
        ("New START, 2011-02-05: In force [verified: dfnc.example]", "دخلت حيز النفاذ", ["dfnc.example"]),
        ("Grom: 2023-10-25 to 2023-10-26, wheels [memory]", "غروم", ["wheels [memory]"]),
        ("the pact of nobody [memory: a book]", "المرجع", ["the pact of nobody [memory: a book]"]),
        ("500 (total inventory of China, SIPRI 2024) [memory: press copies of SIPRI Yearbook release]", "نسخ", []),
        ("2023-10-17: within the usual weeks of Grom, 11 October to 29 October (7 of 10 editions)", "11 أكتوبر", []),
    ],
)
def test_facts_are_told_in_arabic_where_we_have_words(fact, told, left):
    holdings = msgspec.structs.replace(
        make_full(), checks=(make_check(claim="10 warheads", because=(), facts=(fact,)),)
    )
    tree = parse(render_html(make_page(make_brief(holdings, SINCE, UNTIL), Language.ARABIC)))
    note = tree.xpath("//section[@id='checks']//ul[@class='notes']/li")[-1]
    assert told in note.text_content()
    assert [span.text_content() for span in note.xpath(".//span[@lang='en']")] == left


@both
def test_days_that_stand_out_say_how_surely_and_how_many_were_judged(language):
    text = parse(render_html(full(language))).xpath("//section[@id='unusual']")[0].text_content()
    assert {"2024-03-04", "2.2", "0.4%"} <= set(re.findall(r"[\d.%-]+", text))


@both
def test_hostile_pages_stay_text_in_html(language):
    tree = parse(render_html(hostile(language)))
    assert not tree.xpath("//script | //img | //*[@onerror] | //a[starts-with(@href, 'javascript')]")
    assert len(tree.xpath("//style")) == 1
    quote = tree.xpath("//blockquote")[0].text
    assert "<script>alert(1)</script>" in quote
    assert not {"\u202e", "\x00"} & {*tree.text_content()}


@both
def test_hostile_pages_stay_text_in_markdown(language):
    text = render_markdown(hostile(language))
    allowed = {"span", "/span", "div", "/div"}
    assert {found.split()[0] for found in re.findall(r"(?<!\\)<(/?\w[^>]*)>", text)} <= allowed
    assert "](javascript" not in text.replace("\\]", "")
    assert "\u202e" not in text
    rows = [len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line[:1] == "|"]
    assert set(rows) <= {3, 4, 10}


@pytest.mark.parametrize(
    ("text", "written"),
    [("a_b*c", "a\\_b\\*c"), ("1. x", "1\\. x"), ("- x", "\\- x"), ("<b>&", "&lt;b&gt;&amp;"), ("a\n\nb", "a b")],
)
def test_markdown_takes_text_as_it_stands(text, written):
    assert escape(text) == written


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://marsa.example/a b?c=<d>", "https://marsa.example/a%20b?c=%3Cd%3E"),
        ("javascript:alert(1)", None),
        ("https://good.example@bad.example/", None),
        ("file:///etc/passwd", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_addresses_of_the_web_are_linked(url, link):
    assert find_link(Source(outlet="o", day="", record="r", origin="p", url=url)) == link


@both
def test_markdown_has_every_section_and_table(language):
    page = full(language)
    text = render_markdown(page)
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == [escape(section.heading) for section in page.sections]
    assert text.count("|--") + text.count("|---|") >= 5
    assert ('<div lang="ar" dir="rtl">' in text) == (language is Language.ARABIC)
    assert ('<span lang="ar" dir="rtl">' in text) == (language is Language.ENGLISH)


def test_the_gist_is_told_by_type_parties_and_modality():
    text = render_markdown(full(Language.ENGLISH))
    assert "**RUS → NATO: threat, conditional**" in text
    assert "**روسيا ← الناتو: تهديد، بشرط**" in render_markdown(full(Language.ARABIC))
    assert "NATO NATO" not in text
    assert "RUS Russia" in text


@both
@pytest.mark.parametrize("render", [render_markdown, render_html])
def test_a_brief_is_the_same_byte_for_byte(render, language):
    first = render(full(language))
    draw._draw.cache_clear()
    assert render(full(language)) == first


@both
def test_an_empty_brief_says_so_in_every_section(language):
    page = make_page(make_brief(make_holdings(), SINCE, UNTIL), language)
    tree = parse(render_html(page))
    assert [section.get("id") for section in tree.iter("section")] == SECTIONS
    assert not tree.xpath("//figure | //blockquote")
    assert all(section.xpath(".//p | .//table") for section in tree.iter("section") if section.get("id") != "pictures")
    assert render_markdown(page)


def test_without_vl_convert_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    draw._draw.cache_clear()
    with pytest.raises(MissingError, match=r"pip install 'marsad\[brief\]'"):
        render_html(full(Language.ENGLISH))
    assert render_markdown(full(Language.ENGLISH))


def test_without_weasyprint_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingError, match="apt install libpango"):
        render_pdf(full(Language.ENGLISH))


def test_json_holds_the_whole_brief():
    made = make_brief(make_full(), SINCE, UNTIL)
    assert msgspec.json.decode(msgspec.json.encode(made), type=type(made)) == made


@both
def test_agencies_without_a_name_are_called_so(language):
    page = make_page(make_brief(make_holdings(tell("s1"), sources={"a-s1": ""}), SINCE, UNTIL), language)
    said = {Language.ENGLISH: "text from agencies without a name", Language.ARABIC: "النص من وكالات لم تُسمَّ"}
    assert said[language] in render_markdown(page)


def test_a_sentence_too_long_for_reading_is_cut_and_json_has_it_whole():
    words = "كلمة " * 4000
    made = make_brief(make_holdings(tell("s1"), quotes={"s1": words}), SINCE, UNTIL)
    assert len(render_markdown(make_page(made, Language.ARABIC))) < 20_000
    assert made.words.lines[0].witnesses[0].quote == words


def find_errors(text):
    parser = pytest.importorskip("tinyhtml5.parser").HTMLParser()
    parser.parse(text)
    return parser.errors


@both
@pytest.mark.parametrize("make", [full, hostile])
def test_a_strict_parser_of_html_finds_no_fault(make, language):
    assert find_errors("<!DOCTYPE html><p><b></p>")
    assert find_errors(render_html(make(language))) == []


def test_what_is_left_out_names_the_command_that_shows_it():
    tellings = [tell(f"s{n}", "accusation", ("RUS",), f"x{n} y{n} z{n}") for n in range(7)]
    made = make_brief(make_holdings(*tellings), SINCE, UNTIL, Caps(news=3, said=2))
    text = render_markdown(make_page(made, Language.ENGLISH))
    assert "4 lines left out here, lower in the order; all of them: `marsad episodes --since 2024-03-04" in text
    assert "5 lines left out here, lower in the order; all of them: `marsad said RUS --since 2024-03-04" in text
    tree = parse(render_html(make_page(made, Language.ARABIC)))
    assert "marsad said RUS --since 2024-03-04 --until 2024-03-10" in [
        code.text_content() for code in tree.xpath("//code[@class='command']")
    ]
