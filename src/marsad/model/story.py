"""Stories: which articles tell the same text, as judgements that are appended and can be undone."""

from enum import StrEnum

import msgspec


class Verdict(StrEnum):
    """What a judgement says of two articles, or of two groups of them."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Maker(StrEnum):
    """Who judges; a person overrules a rule, and of two persons the later one holds."""

    RULE = "rule"
    PERSON = "person"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Articles of `left` and of `right` tell one story, or do not; `score` is how alike they are, 0 to 1.

    A rule judges two articles, a person may judge groups: "different" then holds for every article of the one with
    every one of the other, "same" joins them all. `by` is the rule and its version or the person's name, `at` the
    time that the caller gave.
    """

    id: str
    verdict: Verdict
    left: tuple[str, ...]
    right: tuple[str, ...]
    maker: Maker
    by: str
    why: tuple[str, ...]
    score: float = 1.0
    at: str = ""


class Undo(msgspec.Struct, frozen=True, kw_only=True):
    """Takes back the judgement, or the undoing, with the id `of`; what was written stays."""

    id: str
    of: str
    by: str
    why: tuple[str, ...]
    at: str = ""


class CreditKind(StrEnum):
    """What an article names as where its text is from."""

    AGENCY = "agency"
    OUTLET = "outlet"
    AGENCIES = "agencies"  # agencies without a name


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """A source that an article names for its text; `place` is where: byline, dateline, lead, tail or phrase."""

    kind: CreditKind
    name: str
    place: str


class Upstream(msgspec.Struct, frozen=True, kw_only=True):
    """Where a story comes from: the outlet or agency, and its article where that is a member.

    `basis` is agency, outlet, agencies or earliest; `because` tells the reasons in short steps.
    """

    basis: str
    name: str | None
    article: str | None
    because: tuple[str, ...]


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A member beside the one it is measured against: `held` of that one's text stands in it, `own` is its own."""

    article: str
    kind: str  # copy | cut | extended | reworded
    held: float
    own: float
    credits: tuple[Credit, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One text as told by its members, which count as one source; the id is made from the earliest member's."""

    id: str
    members: tuple[str, ...]
    upstream: Upstream
    copies: tuple[Copy, ...]
