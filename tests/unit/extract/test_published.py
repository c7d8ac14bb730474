"""The date of publication and what it rests on."""

from datetime import date

import pytest

from marsad.extract.metadata import Metadata
from marsad.extract.printed_date import find_printed_dates
from marsad.extract.published import Evidence, find_host, find_published, find_url_date, read_stamp
from marsad.model import Basis, When
from marsad.text.normal import normalise

DAY = date(2022, 10, 13)


def find(
    *,
    stated: str | None = None,
    modified: str | None = None,
    url: str | None = None,
    given: When | None = None,
    datelines: tuple[str, ...] = (),
    body: tuple[str, ...] = ("قال الوزير إن الاجتماع تأجل.",),
) -> tuple[str | None, str | None]:
    metadata = Metadata(published=(stated,) if stated else (), modified=(modified,) if modified else ())
    when, _ = find_published(Evidence(metadata=metadata, url=url, given=given, datelines=datelines, body=body))
    return (when.iso(), when.basis.value) if when else (None, None)


@pytest.mark.parametrize(
    "printed",
    [
        "13 أكتوبر 2022",
        "كييف–13أكتوبر 2022",
        "الخميس 13 تشرين الأول 2022",
        "13 أكتوبر/تشرين الأول 2022",
        "13 أكتوبر (تشرين الأول) 2022",
        "١٣ أكتوبر ٢٠٢٢",
        "13 أكتوبر ,2022: 01:35 م GST",
        "13 من أكتوبر 2022",
        "13 أكتوبر من عام 2022",
        "أكتوبر 13, 2022",
        "13/10/2022",
        "2022-10-13",
        "13-10-2022 15:20",
        "13 Oct 2022",
        "October 13, 2022",
        "10/13/2022",
    ],
)
def test_printed_dates(printed: str) -> None:
    assert [found.day for found in find_printed_dates(normalise(printed).normal)] == [DAY]


@pytest.mark.parametrize("printed", ["13 أكتوبر", "2022", "31/02/2022", "13 أكتوبر 1066", "1550 و700", "لا تاريخ هنا"])
def test_no_full_date(printed: str) -> None:
    assert find_printed_dates(normalise(printed).normal) == ()


@pytest.mark.parametrize(
    ("stamp", "day", "utc"),
    [
        ("2022-10-13T21:11:00+03:00", DAY, False),
        ("2022-10-13T21:11:00Z", DAY, True),
        ("2022-10-13 17:05:18", DAY, False),
        ("2022-10-13", DAY, False),
        ("20221013", DAY, False),
        ("13/10/2022", DAY, False),
        ("Thu, 13 Oct 2022 10:00:00 +0300", DAY, False),
        ("Thu, 13 Oct 2022 10:00:00 GMT", DAY, False),
        ("1665619200", DAY, True),
        ("1665619200000", DAY, True),
        ("yesterday", None, False),
        ("2022-13-45", None, False),
        ("", None, False),
    ],
)
def test_stamps(stamp: str, day: date | None, utc: bool) -> None:
    assert read_stamp(stamp) == (day, utc)


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://news.example/2022/10/13/story", "2022-10-13"),
        ("https://news.example/a/2022-10-13-story", "2022-10-13"),
        ("https://news.example/2022/20221013/du2.htm", "2022-10-13"),
        ("https://news.example/13-10-2022/story", "2022-10-13"),
        ("https://news.example/2022/oct/13/story", "2022-10-13"),
        ("https://news.example/2022/10/story", "2022-10"),
        ("https://news.example/article/424496/story", None),
        ("https://news.example/Detail.aspx?ArticleID=27211", None),
        ("https://2022-10-13.example/", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, iso: str | None) -> None:
    found = find_url_date(url)
    assert (found.iso() if found else None) == iso


def test_order_of_bases() -> None:
    url, line = "https://x.example/2022/10/12/a", ("14 أكتوبر 2022",)
    stamp = When.day(date(2022, 10, 15), Basis.STAMP)
    assert find(stated="2022-10-13", url=url, datelines=line, given=stamp) == ("2022-10-13", "metadata")
    assert find(url=url, datelines=line, given=stamp) == ("2022-10-12", "url")
    assert find(datelines=line, given=stamp) == ("2022-10-14", "dateline")
    assert find(given=stamp) == ("2022-10-15", "stamp")
    assert find() == (None, None)
    assert find(modified="2022-10-16") == ("2022-10-16", "metadata")


def test_what_the_caller_says_wins() -> None:
    given = When.day(date(2022, 1, 1), Basis.GIVEN)
    assert find(stated="2022-10-13", given=given) == ("2022-01-01", "given")


def test_metadata_in_utc_yields_to_the_printed_local_day() -> None:
    assert find(stated="2022-10-12T22:30:00Z", datelines=("13 أكتوبر 2022",)) == ("2022-10-13", "dateline")
    assert find(stated="2022-10-12T22:30:00+03:00", datelines=("13 أكتوبر 2022",)) == ("2022-10-12", "metadata")


def test_disagreement_is_noted() -> None:
    evidence = Evidence(
        metadata=Metadata(published=("2022-10-01",)), url=None, given=None, datelines=("13 أكتوبر 2022",)
    )
    assert find_published(evidence)[1] == ("metadata says 2022-10-01, the page prints 2022-10-13",)


def test_month_in_the_address_and_day_in_the_line() -> None:
    url = "https://x.example/2022/10/a"
    assert find(url=url, datelines=("13 أكتوبر 2022",)) == ("2022-10-13", "dateline")
    assert find(url=url, datelines=("13 مايو 2021",)) == ("2022-10", "url")
    assert find(url=url) == ("2022-10", "url")
    assert find(url=url, given=When.day(DAY, Basis.STAMP)) == ("2022-10-13", "stamp")


@pytest.mark.parametrize(
    "opening",
    [
        "نوردافيل – 13 أكتوبر 2022 – حذر الوزير من العواقب.",
        "بوابة المثال – نوردافيل–13أكتوبر 2022 – حذر الوزير من العواقب.",
        "نوردافيل، 13 أكتوبر 2022 (وكالة المثال) - حذر الوزير من العواقب.",
        "حذر الوزير اليوم الخميس 13 أكتوبر 2022 من العواقب.",
        "حذر الوزير اليوم (13 أكتوبر 2022) من العواقب.",
    ],
)
def test_openings_that_carry_the_date(opening: str) -> None:
    assert find(body=(opening,)) == ("2022-10-13", "dateline")


@pytest.mark.parametrize(
    "opening",
    [
        "حذر الوزير في 13 أكتوبر 2022 - وهو يوم الاقتراع - من العواقب.",
        "وقع الاتفاق الذي أبرم في 13 أكتوبر 2022 بين البلدين.",
        "قال الوزير أمس 13 أكتوبر 2022 إن الاتفاق قائم.",
    ],
)
def test_dates_in_prose_are_no_dateline(opening: str) -> None:
    assert find(body=(opening,)) == (None, None)


def test_first_publication_before_update() -> None:
    line = "آخر تحديث: 14 أكتوبر 2022 نشر في: 13 أكتوبر 2022"
    assert find(datelines=(line,)) == ("2022-10-13", "dateline")
    assert find(datelines=("آخر تحديث: 14 أكتوبر 2022",)) == ("2022-10-14", "dateline")


def test_hosts() -> None:
    assert find_host("https://www.news.example/a") == "news.example"
    assert find_host(None) is None
    assert find_host("https://[broken") is None
