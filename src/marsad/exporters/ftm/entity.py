"""Entities as we write them: the fields are properties of FollowTheMoney's schemata."""

from functools import cache

import msgspec


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    schema: str
    properties: dict[str, tuple[str, ...]]


class ArticleEntity(msgspec.Struct, frozen=True, kw_only=True):
    """An article.

    file: id of the article, as the name of a file, which the schema wants
    title: headline
    source: address of the page
    publisher: who published it
    published: day, month or year of publication
    digest: SHA-256 of the bytes captured; the schema has a place for SHA-1 only
    """

    file: str = msgspec.field(name="fileName")
    title: str | None
    source: str | None = msgspec.field(name="sourceUrl")
    publisher: str | None
    published: str | None = msgspec.field(name="publishedAt")
    digest: str = msgspec.field(name="notes")


class PartyEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A state (PublicBody), organisation or group (Organization).

    name: usual English name
    country: ISO 3166-1 alpha-2, of states
    """

    name: str
    country: str | None


class PersonEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A person.

    name: usual English name
    """

    name: str


class EventEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A signal.

    name: type, modality and parties
    start: first day of the act, or its month or year, as the text gives it
    end: last day of the act
    location: where it is done
    involved: ids of the person, the actors and the targets
    description: the sentence that tells it, exactly as printed
    keywords: type and modality
    record: id of our record
    source: address of the page
    publisher: who published it
    proof: id of the article
    """

    name: str
    start: str | None = msgspec.field(name="startDate")
    end: str | None = msgspec.field(name="endDate")
    location: str | None
    involved: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    record: str = msgspec.field(name="recordId")
    source: str | None = msgspec.field(name="sourceUrl")
    publisher: str | None
    proof: str


class LinkEntity(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts upon whom.

    subject: id of the actor
    object: id of the target
    role: type of our codebook
    status: modality of our codebook
    start: first day of the act
    end: last day of the act
    record: id of our record
    source: address of the page
    proof: id of the article
    """

    subject: str
    object: str
    role: str
    status: str
    start: str | None = msgspec.field(name="startDate")
    end: str | None = msgspec.field(name="endDate")
    record: str = msgspec.field(name="recordId")
    source: str | None = msgspec.field(name="sourceUrl")
    proof: str


class RepresentationEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A person who acts or speaks for a party, as an article has it.

    agent: id of the person
    client: id of the party
    role: the person's office on that day, where known, else "speaks for"
    date: day of the act, or for want of it the publication's
    proof: id of the article
    """

    agent: str
    client: str
    role: str
    date: str | None
    proof: str


@cache
def _list_names(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.encode_name) for field in msgspec.structs.fields(kind))


def make_line(key: str, schema: str, properties: msgspec.Struct) -> bytes:
    """Return an entity as a line of JSON; every property is a list, and those that hold nothing are left out."""
    found = ((name, getattr(properties, field)) for field, name in _list_names(type(properties)))
    lists = {name: value if isinstance(value, tuple) else (value,) for name, value in found if value}
    return msgspec.json.encode(_Line(id=key, schema=schema, properties=lists)) + b"\n"
