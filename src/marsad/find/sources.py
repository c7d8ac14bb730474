"""Outlets and agencies that an article names as its own source or as the channel of a statement."""

from collections.abc import Sequence

import msgspec

from marsad.find.actor_mention import ActorKind, ActorMention
from marsad.find.scan import Scan
from marsad.find.speech import FoundStatement
from marsad.languages.ar.speech import find_words


class FoundSource(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet by its usual English name, at its first mention `start:end` (normal offsets)."""

    start: int
    end: int
    name: str


def find_sources(
    scan: Scan, actors: Sequence[ActorMention], statements: Sequence[FoundStatement]
) -> tuple[FoundSource, ...]:
    """Return the outlets named in an article's body, each once, in order.

    A social platform is none, and neither is an outlet that the text names only as the one spoken to or acted upon.
    """
    addressed = {found.addressee_mention for found in statements if found.addressee_mention is not None}
    found: dict[str, FoundSource] = {}
    for mention in actors:
        if mention.kind is not ActorKind.OUTLET or not mention.label or mention in addressed:
            continue
        if _is_proper(scan, mention):
            found.setdefault(mention.label, FoundSource(start=mention.start, end=mention.end, name=mention.label))
    return tuple(found.values())


def _is_proper(scan: Scan, mention: ActorMention) -> bool:
    """Tell an outlet's name from a platform's and from a phrase such as "Russian media"."""
    if (mention.label or "").endswith(" media"):
        return False
    words = scan.aligned.normal[mention.start : mention.end].split()
    return not any(word in find_words("platforms") for word in words)
