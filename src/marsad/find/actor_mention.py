"""The mention of an actor: what the finder gives."""

from enum import StrEnum

import msgspec

UNKNOWN = ("XXX",)


class ActorKind(StrEnum):
    """What a mention is."""

    STATE = "STATE"
    ORG = "ORG"
    PERSON = "PERSON"
    OFFICE = "OFFICE"  # a title without a name
    BODY = "BODY"  # an institution or force of a state
    ADJECTIVE = "ADJECTIVE"  # a state's adjective on a noun that is no actor
    OUTLET = "OUTLET"
    PRONOUN = "PRONOUN"  # points back; not resolved
    UNNAMED = "UNNAMED"  # an official, sources, experts


class ActorMention(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase that names an actor.

    `start:end` are normal offsets of the whole phrase with title, adjective, name and apposition. `codes` are what it
    stands for: several for joint phrases, none for outlets and unresolved pointers, XXX where the text does not tell.
    `person` is the usual English name; `name_ar` the printed name of somebody whom the reference data do not know;
    `label` the English description. `role` is None, expert, former or journalist. `prefix` holds the clitics of the
    first word. `post` is the post held; `located` marks a place name behind a preposition of place, which is rather
    where than who. `home` is the state whose outlet one without a name is said to be.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    kind: ActorKind
    person: str | None = None
    label: str | None = None
    name_ar: str | None = None
    role: str | None = None
    prefix: str = ""
    post: str = ""
    located: bool = False
    plural: bool = False
    home: tuple[str, ...] = ()
