"""When a page was published: from its metadata, its address, its own lines, in that order, with the basis."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

import msgspec

from marsad.extract.metadata import Metadata
from marsad.extract.printed_date import ENGLISH_MONTHS, PrintedDate, find_printed_dates, load_words, make_day
from marsad.model.when import Basis, Precision, When
from marsad.text.normal import normalise

_ISO = re.compile(
    r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]00:?00)?)?", re.I
)
_COMPACT = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*$")
_EPOCH = re.compile(r"^\s*(\d{10})(?:\d{3})?\s*$")
_URL_DAYS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[/_.-](?P<m>\d{1,2})[/_.-](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/_-](?P<m>\d{1,2})[/_-](?P<y>(?:19|20)\d{2})(?!\d)"),
    re.compile(rf"/(?P<y>(?:19|20)\d{{2}})/(?P<e>{'|'.join(ENGLISH_MONTHS)})[a-z]*/(?P<d>\d{{1,2}})(?!\d)", re.I),
)  # fmt: skip
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>0[1-9]|1[0-2])(?=/|$)")
_OPENING = 110  # characters of a story's first paragraph in which its dateline stands
_DASH = re.compile(r"\s*[)\]،,]?\s*(?:\([^)]{1,25}\)|[^\s:]{1,12})?\s*[-–—]")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What the finders of the date may look at: lines are printed text, `body` the paragraphs of the story."""

    metadata: Metadata
    url: str | None
    given: When | None
    datelines: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


def find_published(page: Evidence) -> tuple[When | None, tuple[str, ...]]:
    """Return the date of publication with its basis, and notes where the page's own dates disagree."""
    if page.given is not None and page.given.basis is not Basis.STAMP:
        return page.given, ()
    printed = find_dateline_day(page.datelines, page.body)
    stated, in_utc = _find_stated(page.metadata.published)
    if stated is not None:
        return _weigh(stated, in_utc, printed)
    address = find_url_date(page.url or page.metadata.url)
    known = printed or (page.given.start if page.given else None)
    if address is not None and (address.precision is Precision.DAY or not _within(known, address)):
        return address, ()
    if printed is not None:
        return When.day(printed, Basis.DATELINE), ()
    changed, _ = _find_stated(page.metadata.modified)
    if changed is not None:
        return When.day(changed, Basis.METADATA), ("only a date of modification is given",)
    return page.given, ()


def _weigh(stated: date, in_utc: bool, printed: date | None) -> tuple[When, tuple[str, ...]]:
    """A stamp in UTC may fall on the day before or after the one that the page prints: the printed day holds."""
    if printed is None or printed == stated:
        return When.day(stated, Basis.METADATA), ()
    if in_utc and abs(printed - stated) == timedelta(days=1):
        return When.day(printed, Basis.DATELINE), ("metadata gives the day in UTC, the page its local day",)
    note = f"metadata says {stated.isoformat()}, the page prints {printed.isoformat()}"
    return When.day(stated, Basis.METADATA), (note,)


def _within(printed: date | None, month: When) -> bool:
    return printed is not None and month.start <= printed <= month.end


def _find_stated(values: Iterable[str]) -> tuple[date | None, bool]:
    for value in values:
        found = read_stamp(value)
        if found[0] is not None:
            return found
    return None, False


def read_stamp(value: str) -> tuple[date | None, bool]:
    """Return the local day of a machine-written date, and whether it is stated in UTC.

    ISO 8601, compact digits, RFC 822, seconds since 1970, day/month/year, and printed dates are read.
    """
    if match := _EPOCH.match(value):
        return datetime.fromtimestamp(int(match[1]), UTC).date(), True
    if match := _ISO.match(value) or _COMPACT.match(value):
        year, month, day = (int(match[n]) for n in (1, 2, 3))
        return make_day(year, month, day), bool(match.re is _ISO and match[4])
    printed = find_printed_dates(normalise(value).normal)
    if printed:
        return printed[0].day, False
    try:
        return parsedate_to_datetime(value).date(), value.strip().endswith(("GMT", "UTC", "+0000"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, False


def find_url_date(url: str | None) -> When | None:
    """Return the day, or else the month, that an address carries."""
    if not url:
        return None
    path = unquote(url).split("://", 1)[-1].partition("/")[2]
    for pattern in _URL_DAYS:
        for match in pattern.finditer("/" + path):
            parts = match.groupdict()
            month = int(parts["m"]) if parts.get("m") else ENGLISH_MONTHS[parts["e"].lower()]
            if day := make_day(int(parts["y"]), month, int(parts["d"])):
                return When.day(day, Basis.URL)
    month_only = _URL_MONTH.search("/" + path)
    return When.month(int(month_only["y"]), int(month_only["m"]), Basis.URL) if month_only else None


def find_host(url: str | None) -> str | None:
    """Return the host of an address without its www: what names an outlet where the page itself does not."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def find_dateline_day(datelines: Sequence[str], body: Sequence[str]) -> date | None:
    """Return the day that a page prints for itself: in a line of its own, or at the opening of the story."""
    found = [printed for line in datelines for printed in find_printed_dates(normalise(line).normal)]
    original = [printed for printed in found if not printed.modified]
    if original or found:
        return (original or found)[0].day
    if not body:
        return None
    normal = normalise(body[0][: 4 * _OPENING]).normal
    dates = find_printed_dates(normal)
    return next((printed.day for printed in dates if _opens(normal, printed) or _is_today(normal, printed)), None)


def _opens(normal: str, printed: PrintedDate) -> bool:
    """A place, perhaps an outlet, the date, and a dash or a bracket before the story begins."""
    before, after = normal[: printed.start], normal[printed.end :]
    short = printed.end <= _OPENING and len(before.split()) <= 9 and "." not in before.rstrip(". ")
    in_prose = before.split()[-1:] and before.split()[-1] in load_words("in_prose")
    return short and not in_prose and bool(_DASH.match(after[:40]))


def _is_today(normal: str, printed: PrintedDate) -> bool:
    """The story dates itself: today, perhaps a weekday, and the full date."""
    words = normal[: printed.start].replace("(", " ").replace("،", " ").split()[-2:]
    today, weekdays = load_words("today"), load_words("weekday")
    return bool(words) and (words[-1] in today or (len(words) == 2 and words[0] in today and words[1] in weekdays))
