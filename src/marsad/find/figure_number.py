"""Numbers in digits and words, compound ones put together."""

import re
from typing import cast

import msgspec
from msgspec.structs import replace

from marsad.find.scan import Scan, Sentence
from marsad.languages.ar.numbers import NumberWord, UnitNoun, load_marks
from marsad.text.match import Hit
from marsad.text.tokens import Token

_LARGEST = 1e18
_TURNED = re.compile(r"^\d+\.\u200f\d+$")


class Number(msgspec.Struct, frozen=True):
    """A number at `start:end` of the normal text (its clitics left out).

    `scale` is the last scale it names (1000 in "three thousand"), 1 when none. `digits` tells that it begins with
    digits, `plain` that it is one run of digits without separators, `ordinal` that it is an ordinal, `definite` that
    it carries the article, `linked` that "and" stands before it, `led` that another clitic does.
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    digits: bool = False
    plain: bool = False
    ordinal: bool = False
    definite: bool = False
    linked: bool = False
    led: bool = False


class _Piece(msgspec.Struct, frozen=True):
    start: int
    end: int
    kind: str
    value: float
    definite: bool
    linked: bool
    led: bool
    plain: bool = False
    pointed: bool = False


def find_numbers(scan: Scan, sentence: Sentence) -> tuple[Number, ...]:
    """Return the numbers of a sentence in order, ordinals included; vague plurals such as "thousands" are none."""
    if "numbers" not in sentence.kept:
        sentence.kept["numbers"] = _read_numbers(scan, sentence)
    return cast(tuple[Number, ...], sentence.kept["numbers"])


def _read_numbers(scan: Scan, sentence: Sentence) -> tuple[Number, ...]:
    pieces = _find_pieces(scan, sentence)
    if not pieces:
        return ()
    runs: list[_Run] = []
    for raw in pieces:
        piece = _settle(scan, sentence, raw) if raw.kind == "tanwin" else raw
        if not (runs and runs[-1].absorb(piece, scan.aligned.normal)):
            runs.append(_Run(piece))
    return tuple(number for run in runs if (number := run.close()) is not None)


def _settle(scan: Scan, sentence: Sentence, piece: _Piece) -> _Piece:
    """Tell two thousand from a thousand: written alike, but only the dual stands right before its noun."""
    marked = len(scan.aligned.quote(piece.start, piece.end)) > piece.end - piece.start
    alone = not marked and any(hit.start == piece.end + 1 and not hit.prefix for hit in sentence.of(UnitNoun))
    counted = any(token.end == piece.start - 1 and token.text[0].isdecimal() for token in sentence.tokens)
    if alone and not counted and not piece.linked:
        return replace(piece, kind="double", value=2 * piece.value)
    return replace(piece, kind="scale")


def _find_pieces(scan: Scan, sentence: Sentence) -> list[_Piece]:
    pieces = [_word_piece(hit, hit.item) for hit in sentence.of(NumberWord) if isinstance(hit.item, NumberWord)]
    pieces = _drop_inner(pieces)
    tokens = sentence.tokens
    digits = _merge_decimals([_digit_piece(tokens, at) for at in sentence.signs if tokens[at].text[0].isdecimal()])
    digits = [_turn_back(scan, piece) for piece in digits]
    return sorted(pieces + digits, key=_start_of) if pieces and digits else pieces or digits


def _turn_back(scan: Scan, piece: _Piece) -> _Piece:
    """Read a decimal whose halves a mark of direction has turned round: it prints the fraction first."""
    text = scan.aligned.normal[piece.start : piece.end]
    if "." not in text or not _TURNED.search(scan.aligned.quote(piece.start, piece.end)):
        return piece
    fraction, _, whole = text.partition(".")
    return replace(piece, value=float(f"{whole}.{fraction}"))


def _merge_decimals(pieces: list[_Piece]) -> list[_Piece]:
    """Join the halves of a decimal that agencies print with a letter for the point, the fraction first."""
    out: list[_Piece] = []
    for piece in pieces:
        halved = out and piece.pointed and out[-1].plain and piece.start - out[-1].end == 1
        out.append(_join_halves(out.pop(), piece) if halved else piece)
    return out


def _join_halves(fraction: _Piece, whole: _Piece) -> _Piece:
    value = whole.value + fraction.value / 10 ** (fraction.end - fraction.start)
    return replace(fraction, end=whole.end, value=value, plain=False)


def _start_of(piece: _Piece) -> int:
    return piece.start


def _drop_inner(pieces: list[_Piece]) -> list[_Piece]:
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _word_piece(hit: Hit, word: NumberWord) -> _Piece:
    marks = load_marks()
    linked = marks.get(hit.prefix[:1]) == "and"
    led = len(hit.prefix) > linked
    return _Piece(hit.core_start, hit.core_end, word.kind, word.value, word.definite, linked, led)


def _digit_piece(tokens: tuple[Token, ...], at: int) -> _Piece:
    token, marks = tokens[at], load_marks()
    before = tokens[at - 1] if at else None
    kind = marks.get(before.text, "") if before and token.start - before.end <= 1 else ""
    return _Piece(
        token.start,
        token.end,
        "digits",
        _read_digits(token.text),
        kind in ("article", "and_article"),
        kind in ("and", "and_article"),
        kind == "led",
        token.text.isdecimal(),
        kind == "point",
    )


def _read_digits(text: str) -> float:
    """Read digits with thousands separators or a decimal mark: three digits after each mark mean thousands."""
    parts = text.replace(",", ".").split(".")
    if len(parts) == 1:
        return float(text)
    thousands = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0"
    if thousands and (len(parts) > 2 or "," in text or "." in text):
        return float("".join(parts))
    return float(f"{parts[0]}.{parts[1]}") if len(parts) == 2 else float("".join(parts))


class _Run:
    """A number under construction, from left to right."""

    def __init__(self, piece: _Piece) -> None:
        self.first = self.last = piece
        self.total = 0.0
        self.group = 0.0
        self.scale = 1.0
        self.begin(piece)

    def begin(self, piece: _Piece) -> None:
        if piece.kind in ("scale", "double"):
            self.total = piece.value
            self.scale = piece.value / (2 if piece.kind == "double" else 1)
        else:
            self.group = piece.value

    def absorb(self, piece: _Piece, normal: str) -> bool:
        """Take in `piece` when it continues this number; say whether it did."""
        gap = normal[self.last.end : piece.start]
        if len(gap) > 3 or self.first.kind == "scales":
            return False
        taken = self._join(piece) if piece.linked else gap.isspace() and self._multiply(piece)
        if taken:
            self.last = piece
        return taken

    def _multiply(self, piece: _Piece) -> bool:
        if piece.kind in ("scale", "scales") and (self.group or self.last.kind == "scale"):
            if self.group:
                self.total, self.group = self.total + self.group * piece.value, 0.0
            else:
                self.total *= piece.value
            self.scale = piece.value
            return True
        if piece.kind == "scale" and self.last.kind == "fraction" and piece.value == self.scale:
            return True  # "a million and half the million"
        if piece.kind == "hundred" and self.last.kind == "unit" and piece.value == 100:
            self.group *= 100
            return True
        return False

    def _join(self, piece: _Piece) -> bool:
        last, kind = self.last.kind, piece.kind
        after_scale = last in ("scale", "scales", "double")
        if kind == "fraction":
            self.total += piece.value * self.scale if after_scale else 0.0
            return after_scale
        if after_scale and piece.value < self.scale and kind in ("digits", "unit", "teen", "ten", "hundred"):
            self.group = piece.value
            return True
        if after_scale and kind in ("scale", "double") and piece.value < self.scale:
            self.total += piece.value
            self.scale = piece.value / (2 if kind == "double" else 1)
            return True
        tens = kind == "ten" and last in ("unit", "ordinal")
        below_hundred = last == "hundred" and kind in ("unit", "teen", "ten")
        if tens or below_hundred:
            self.group += piece.value
        return tens or below_hundred

    def close(self) -> Number | None:
        """Return the finished number; None for plural scales, fractions without a number, and endless digits."""
        first = self.first
        value = self.total + self.group
        if first.kind == "scales" or (first.kind == "fraction" and first is self.last) or value > _LARGEST:
            return None
        return Number(
            start=first.start,
            end=self.last.end,
            value=round(value, 6),
            scale=self.scale,
            digits=first.kind == "digits",
            plain=first.plain and first is self.last,
            ordinal=first.kind.startswith("ordinal"),
            definite=first.definite,
            linked=first.linked,
            led=first.led,
        )
