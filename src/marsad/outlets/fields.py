"""The values of a watch list, each read strictly: what is wrong raises ValueError, in words that follow the key."""

import re
from functools import cache

import msgspec

from marsad.fetch import Refusal
from marsad.fetch.address import parse_address
from marsad.lexicon import load_tsv
from marsad.outlets.durations import read_duration
from marsad.outlets.nouns import Ownership
from marsad.outlets.sizes import read_size
from marsad.reference.states import load_states

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_LONGEST = 300
_LEAST = 1_000_000  # bytes a day
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


class Language(msgspec.Struct, frozen=True):
    """A language: its ISO 639 code and English name."""

    id: str
    name: str


@cache
def load_languages() -> dict[str, Language]:
    """Return the languages that an outlet may be in, by code."""
    return {row.id: row for row in load_tsv("marsad.outlets", "languages.tsv", Language)}


def read_text(value: object) -> str:
    """Return a line of text."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be text in quotation marks, and not empty")
    if _CONTROL.search(value) or len(value) > _LONGEST:
        raise ValueError(f"must be one line of at most {_LONGEST} letters, none of them a control character")
    return value.strip()


def make_name(text: str) -> str:
    """Return a stranger's words as a name that `read_text` takes; nothing where nothing is left of them."""
    return " ".join(_CONTROL.sub(" ", text[:_LONGEST]).split())


def read_id(value: object) -> str:
    """Return an outlet's id."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("must be of small letters, digits and hyphens, at most 64, such as 'example-times'")
    return value


def read_flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false, without quotation marks")
    return value


def read_country(value: object) -> str:
    """Return the code of a state."""
    if not isinstance(value, str) or value not in load_states():
        raise ValueError(f"{value!r} is no state's code; give its ISO 3166 code of three letters, such as 'EGY'")
    return value


def read_language(value: object) -> str:
    """Return the code of a language."""
    if not isinstance(value, str) or value not in load_languages():
        raise ValueError(f"{value!r} is no language's code; give its ISO 639 code, such as 'ar' or 'en'")
    return value


def read_ownership(value: object) -> Ownership:
    """Return who owns an outlet."""
    if value not in list(Ownership):
        raise ValueError(f"{value!r} is not one of {', '.join(Ownership)}")
    return Ownership(str(value))


def read_seconds(value: object) -> float:
    """Return the seconds of a time in words."""
    if not isinstance(value, str):
        raise ValueError("must be a time in quotation marks, such as '15m'")
    try:
        return read_duration(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is {error}") from error


def read_bytes(value: object) -> int:
    """Return the bytes of a size in words."""
    if not isinstance(value, str):
        raise ValueError("must be a size in quotation marks, such as '200MB'")
    try:
        size = read_size(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is {error}") from error
    if size < _LEAST:
        raise ValueError(f"{value!r} is too little for a day; give '1MB' or more")
    return size


def read_ages(value: object) -> tuple[float, ...]:
    """Return times that grow."""
    if not isinstance(value, list):
        raise ValueError("must be a list of times, such as ['1h', '1d']")
    ages = tuple(map(read_seconds, value))
    if any(later <= earlier for earlier, later in zip((0.0, *ages), ages, strict=False)):
        raise ValueError("must be times that grow, the first above 0")
    return ages


def read_web(value: object) -> str:
    """Return an http or https address."""
    if not isinstance(value, str):
        raise ValueError("must be an address in quotation marks")
    try:
        parse_address(value)
    except Refusal as refusal:
        raise ValueError(f"{value[:100]!r}: {refusal.message}; give a whole address, https://…") from refusal
    return value.strip()


def read_addresses(value: object) -> tuple[str, ...]:
    """Return http and https addresses, each once."""
    if not isinstance(value, list):
        raise ValueError("must be a list of addresses, such as ['https://example.org/feed']")
    found: dict[str, str] = {}
    for each in map(read_web, value):
        if (key := make_key(each)) in found:
            raise ValueError(f"{each[:100]!r} stands there twice; take one out")
        found[key] = each
    return tuple(found.values())


def make_key(url: str) -> str:
    """Return what two spellings of one place share: the address without scheme and closing slash."""
    return parse_address(url).url.partition("://")[2].rstrip("/")
