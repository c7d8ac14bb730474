"""Bytes to text, declared or not, sound or garbled."""

import codecs

import pytest

from marsad.extract.encoding import decode_body, find_declared, measure_plausibility
from marsad.extract.limits import ExtractError

TEXT = "قال الوزير إن الاجتماع سيعقد في العاصمة بعد أسبوع، وأكد أن القوات لم تتحرك من مواقعها حتى الآن.\n" * 12


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "iso8859-6", "mac-arabic", "utf-16-le", "utf-16-be"])
def test_undeclared_encoding_is_found(encoding: str) -> None:
    decoded = decode_body(TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    assert decode_body(mark + TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize(
    ("declared", "actual"),
    [("utf-8", "cp1256"), ("windows-1256", "utf-8"), ("iso-8859-1", "cp1256"), ("iso-8859-6", "cp1256")],
)
def test_wrong_declaration_is_overruled_and_noted(declared: str, actual: str) -> None:
    decoded = decode_body(f'<meta charset="{declared}">'.encode() + TEXT.encode(actual))
    assert decoded.text.endswith(TEXT)
    assert decoded.encoding == actual
    assert any("declared" in note for note in decoded.notes)


def test_right_declaration_is_silent() -> None:
    head = b'<?xml version="1.0" encoding="windows-1256"?>'
    assert decode_body(head + TEXT.encode("cp1256")).notes == ()


@pytest.mark.parametrize("charset", ["nonsense-77", "hex", "rot13", "idna", "undefined", "x"])
def test_unknown_declarations_are_passed_over(charset: str) -> None:
    page = f'<meta charset="{charset}">'.encode()
    assert find_declared(page) is None
    assert decode_body(page + TEXT.encode("cp1256")).text.endswith(TEXT)


def test_utf8_read_as_windows_1252_is_repaired() -> None:
    garbled = TEXT.encode().decode("latin-1")
    decoded = decode_body(garbled.encode())
    assert decoded.text == TEXT
    assert any("repaired" in note for note in decoded.notes)


def test_utf8_read_as_windows_1256_is_repaired() -> None:
    assert decode_body(TEXT.encode().decode("cp1256").encode()).text == TEXT


def test_windows_1256_read_as_windows_1252_is_repaired() -> None:
    assert decode_body(TEXT.encode("cp1256").decode("cp1252").encode()).text == TEXT


def test_sound_text_with_accented_names_is_left_alone() -> None:
    text = TEXT + "وقالت صحيفة Libération إن Élysée لم يعلق."
    assert decode_body(text.encode()).text == text


def test_cut_utf8_keeps_what_is_whole() -> None:
    body = TEXT.encode()[:-3]
    decoded = decode_body(body)
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(TEXT[:100])


def test_cut_inside_a_character_is_noted() -> None:
    body = "وقال الوزير في العاصمة".encode()[:-1]
    decoded = decode_body(body)
    assert decoded.text.startswith("وقال الوزير")
    assert any("broken" in note for note in decoded.notes)


def test_nul_characters_go_and_are_noted() -> None:
    decoded = decode_body(("\x00" + TEXT).encode())
    assert decoded.text == TEXT
    assert "NUL characters removed" in decoded.notes


@pytest.mark.parametrize("body", [b"", b"  \r\n\t", b"\x00" * 50])
def test_empty(body: bytes) -> None:
    with pytest.raises(ExtractError) as caught:
        decode_body(body)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7 text", bytes(range(256)) * 20, b"PK\x03\x04abc"]
)
def test_binary(body: bytes) -> None:
    with pytest.raises(ExtractError) as caught:
        decode_body(body)
    assert caught.value.reason == "binary"


def test_utf8_keeps_its_bytes_until_its_text_is_changed() -> None:
    assert decode_body(TEXT.encode()).markup == TEXT.encode()
    assert decode_body(TEXT.encode("cp1256")).markup == TEXT
    assert decode_body(("\x00" + TEXT).encode()).markup == TEXT
    garbled = TEXT.encode().decode("cp1252", "ignore")
    assert decode_body(garbled.encode()).markup != garbled.encode()


def test_a_declared_encoding_that_reads_plainly_is_taken() -> None:
    body = b'<meta charset="windows-1256">' + TEXT.encode("cp1256")
    assert decode_body(body).encoding == "cp1256"
    assert decode_body(body.replace(b"windows-1256", b"iso-8859-6")).encoding == "cp1256"


def test_plausibility_prefers_the_right_reading() -> None:
    raw = TEXT.encode("cp1256")
    assert measure_plausibility(TEXT) > measure_plausibility(raw.decode("iso8859-6", "replace"))
    assert measure_plausibility("plain ascii") == 0
