"""Bytes to text: byte-order marks, declarations, detection by plausibility, and repair of text decoded wrongly before.

Only a handful of encodings is met on Arabic pages, so that weighing each of them by how Arabic it reads is both
quicker and surer than a general detector.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup
from collections.abc import Callable
from functools import cache

import msgspec

from marsad.extract.language import ARABIC_SCRIPT, load_frequent_words, measure_arabic_script
from marsad.extract.limits import ExtractError

_BOMS = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF8, "utf-8"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"MZ\x90", b"RIFF",
    b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"SQLite format 3", b"ID3", b"OggS", b"wOF",
)  # fmt: skip
_SINGLE_BYTE = ("cp1256", "iso8859-6", "mac-arabic", "cp720")
_KNOWN = frozenset(
    (*_SINGLE_BYTE, "utf-8", "cp864", "cp1252", "iso8859-1", "iso8859-15", "utf-16", "utf-16-le", "utf-16-be")
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_BINARY = "the capture is binary data, neither HTML nor text"
_HEAD = 4096
_SAMPLE = 40_000
_PLAINLY = 1.2  # plausible: a page reads so by no encoding but its own, so that a declared one needs no comparison
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_WORD = re.compile(r"[^\W\d_]+")
_BAD = re.compile("[\ufffd\u0080-\u009f\u00c0-\u00ff\u2500-\u25ff]+")
_GARBLED = re.compile(  # one class at the head of all three, which the scanner skips to
    "[\u00c0-\u00ff\u0637\u0638](?:(?<=[\u00d8-\u00db])[\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]"
    "|(?<=[\u0637\u0638])[^\\s\u0620-\u064a]|(?<=[\u00c0-\u00ff])[\u00c0-\u00ff]{2})"
)
_REPAIRS = (("cp1252", "utf-8"), ("cp1256", "utf-8"), ("cp1252", "cp1256"))


class _Table(msgspec.Struct, frozen=True):
    """Which bytes of an encoding are ASCII, Arabic letters and garbage; `words` makes blanks of all but letters."""

    encoding: str
    ascii: bytes
    arabic: bytes
    bad: bytes
    words: bytes


class Decoded(msgspec.Struct, frozen=True):
    """Text, the encoding it was read by, what a person should know about it; `utf8` are its bytes where it came so."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    utf8: bytes | None = None

    @property
    def markup(self) -> str | bytes:
        """The text, or its bytes in UTF-8 where they are there already."""
        return self.utf8 or self.text


def decode_body(body: bytes, named: str | None = None) -> Decoded:
    """Return the text of captured bytes; raise ExtractError for empty or binary input.

    `named` is the encoding that the server named: weighed like the page's own declaration, which it goes before.
    """
    if not body.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise ExtractError("empty", "the capture is empty")
    decoded = _decode(body, named)
    repaired = repair_garbled(decoded)
    if b"\x00" not in body or "\x00" not in repaired.text:
        return repaired
    notes = (*repaired.notes, "NUL characters removed")
    return Decoded(repaired.text.replace("\x00", ""), repaired.encoding, notes)


def _decode(body: bytes, named: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(encoding, "replace"), encoding)
    if body.startswith(_MAGIC):
        raise ExtractError("binary", _BINARY)
    if wide := _find_wide(body):
        return Decoded(body.decode(wide, "replace"), wide, (f"read as {wide} without a byte-order mark",))
    _check_binary(body)
    return _decode_utf8(body) or _decode_single_byte(body, named)


def _find_wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is the high byte of ASCII or of the Arabic block."""
    sample = body[: _SAMPLE // 2 * 2]
    if sample.count(0) + sample.count(6) <= 0.9 * (len(sample) // 2):
        return None
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[first::2]
        if len(high) > 8 and sum(high.count(value) for value in (0, 6)) > 0.9 * len(high):
            return encoding
    return None


def _check_binary(body: bytes) -> None:
    sample = body[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > 0.05 * len(sample):
        raise ExtractError("binary", _BINARY)


def _decode_utf8(body: bytes) -> Decoded | None:
    try:
        return Decoded(body.decode("utf-8"), "utf-8", _note_declaration(body, "utf-8"), body)
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > max(3, 0.05 * len(text)):
        return None
    if measure_arabic_script(text[:_SAMPLE]) < 10 * min(broken, text[:_SAMPLE].count("\ufffd")):
        return None
    return Decoded(text, "utf-8", (f"{broken} broken UTF-8 sequences replaced",))


def _decode_single_byte(body: bytes, named: str | None) -> Decoded:
    declared = (_find_known(named or ""), find_declared(body))
    candidates = dict.fromkeys(name for name in (*declared, *_SINGLE_BYTE) if name and not name.startswith("utf"))
    sample = re.sub(rb"<[^>]*>|[\x00-\x7f]{40,}", b" ", body[: 4 * _SAMPLE])[:_SAMPLE]

    def weigh(name: str) -> float:
        return _measure_bytes(sample, _load_table(name))

    plain = (name for name in candidates if name in declared and weigh(name) >= _PLAINLY)
    best = next(plain, None) or max(candidates, key=weigh)
    return Decoded(body.decode(best, "replace"), best, _note_declaration(body, best))


def find_declared(body: bytes) -> str | None:
    """Return the encoding that the page's head declares, under Python's name, where it is one met on Arabic pages."""
    found = _DECLARED.search(body[:_HEAD])
    return _find_known(found[1].decode("ascii")) if found else None


def _find_known(label: str) -> str | None:
    try:
        name = lookup(label).name
    except (LookupError, UnicodeError, ValueError):
        return None
    return name if name in _KNOWN else None


def _note_declaration(body: bytes, used: str) -> tuple[str, ...]:
    declared = find_declared(body)
    same = declared in (None, used) or body.isascii()
    return () if same else (f"declared as {declared}, read as {used}",)


def measure_plausibility(text: str) -> float:
    """Return how Arabic a text reads, from about -3 (garbage) to about 2: letters and frequent words."""
    foreign = _count_foreign(text)
    if not foreign:
        return 0.0
    bad = sum(map(len, _BAD.findall(text)))
    return _rate(foreign, measure_arabic_script(text), bad, _WORD.findall(text))


def _measure_bytes(sample: bytes, table: _Table) -> float:
    """The same of a text in an encoding of one byte a letter: bytes are counted faster than letters."""
    foreign = len(sample.translate(None, table.ascii))
    if not foreign:
        return 0.0
    letters, bad = (len(sample) - len(sample.translate(None, kind)) for kind in (table.arabic, table.bad))
    return _rate(foreign, letters, bad, sample.translate(table.words).decode(table.encoding, "replace").split())


def _rate(foreign: int, letters: int, bad: int, words: list[str]) -> float:
    frequent = sum(map(load_frequent_words("ar").__contains__, words))
    return (letters - 3 * bad) / foreign + 5 * frequent / max(1, len(words))


@cache
def _load_table(encoding: str) -> _Table:
    letters = bytes(range(256)).decode(encoding, "replace")

    def find(is_wanted: Callable[[str], object]) -> bytes:
        return bytes(byte for byte, letter in enumerate(letters) if is_wanted(letter))

    return _Table(
        encoding,
        ascii=find(str.isascii),
        arabic=find(ARABIC_SCRIPT.match),
        bad=find(_BAD.match),
        words=bytes(byte if _WORD.match(letter) else ord(" ") for byte, letter in enumerate(letters)),
    )


def repair_garbled(decoded: Decoded) -> Decoded:
    """Undo one wrong decoding (UTF-8 or windows-1256 once read as another encoding) where it reads better so."""
    sample = decoded.text[:_SAMPLE]
    least = max(5, _count_foreign(sample) / 20)
    if _count_suspects(sample) < least or len(_GARBLED.findall(sample)) < least:
        return decoded
    best, before = decoded, measure_plausibility(sample) + 0.2
    for wrong, right in _REPAIRS:
        text = _redecode(decoded.text, wrong, right)
        score = measure_plausibility(text[:_SAMPLE])
        if score > before:
            note = f"text garbled by reading {right} as {wrong} was repaired"
            best, before = Decoded(text, decoded.encoding, (*decoded.notes, note)), score
    return best


def _count_foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _count_suspects(text: str) -> int:
    """Count the characters that garbled text may begin with, and a few more: there are seldom enough to look closer."""
    latin = len(text.encode("latin-1", "ignore")) - len(text.encode("ascii", "ignore"))
    return latin + text.count("\u0637") + text.count("\u0638")


def _redecode(text: str, wrong: str, right: str) -> str:
    return "\n".join(_redecode_line(line, wrong, right) for line in text.split("\n"))


def _redecode_line(line: str, wrong: str, right: str) -> str:
    if line.isascii():
        return line
    try:
        raw = b"".join(_encode_char(char, wrong) for char in line)
    except UnicodeEncodeError:
        return line
    return raw.decode(right, "replace")


def _encode_char(char: str, encoding: str) -> bytes:
    """Bytes that cp1252 leaves undefined were kept as control characters by whoever garbled the text."""
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1")
