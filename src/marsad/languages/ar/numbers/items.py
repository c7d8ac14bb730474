"""What number words and the nouns they count stand for."""

import msgspec


class NumberWord(msgspec.Struct, frozen=True, kw_only=True):
    """A number word: its value, and its `kind`, the place it takes in a compound number.

    Kinds: unit (1-9), teen (10-19), ten, hundred, scale (thousand and up), scales (their plurals), tanwin (a
    scale's accusative, which without its vowel sign may be two of it), double (two of a scale), fraction (half,
    quarter), ordinal (1st-10th), ordinal_teen.
    """

    kind: str
    value: float
    definite: bool = False


class UnitNoun(msgspec.Struct, frozen=True, kw_only=True):
    """A counted noun: the codebook's unit, the figure's kind, and what one of it is in that unit (`factor`).

    `people` become casualties beside a word of loss; `member` is counted of an organisation; `plural` is the form.
    """

    unit: str
    kind: str = "count"
    people: bool = False
    member: bool = False
    plural: bool = False
    factor: float = 1.0


class FigureCue(msgspec.Struct, frozen=True, kw_only=True):
    """A word near a number that tells how to read it; `role` is its bearing (limit, stockpile, loss, age …)."""

    role: str
