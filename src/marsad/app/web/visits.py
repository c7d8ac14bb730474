"""A visit: who asks for what, and what is shown in answer."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec
from starlette.datastructures import ImmutableMultiDict, QueryParams

from marsad.app.web.sessions import Session
from marsad.app.web.site import Site
from marsad.app.web.users import Role
from marsad.app.web.words import Words
from marsad.ledger import Ledger

Form = ImmutableMultiDict[str, str]  # what was sent; a name may come several times


class AskError(Exception):
    """A page cannot be shown as asked; `label` tells why in the visitor's language, `status` is HTTP's."""

    def __init__(self, label: str, status: int = 400) -> None:
        """Take the label's id and the status."""
        super().__init__(label)
        self.label = label
        self.status = status


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, and how: `path` is without the language, `named` what the path names, `form` what was sent.

    `origin` is the site as it was asked for: scheme, name and port.
    """

    site: Site
    words: Words
    path: str
    params: QueryParams
    session: Session
    origin: str = ""
    named: Mapping[str, str] = {}
    form: Form = msgspec.field(default_factory=Form)

    def link(self, path: str) -> str:
        """Return the address of a page in the caller's language."""
        return f"/{self.words.language.value}{path}"


class Visit(Caller, frozen=True, kw_only=True):
    """A request for a page that shows the ledger."""

    ledger: Ledger


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown: a template with what it needs, or where to go instead, or bytes of a kind that is no page."""

    template: str = ""
    fields: dict[str, Any] = {}
    title: str = ""
    goto: str | None = None
    status: int = 200
    body: bytes | None = None
    media: str = ""


View = Callable[[Visit], Shown]


class Way(NamedTuple):
    """A way into the site: what is asked for by which method, and who may.

    One that `has_form` gives a session to who has none; one that `writes` opens the ledger for it; a feed is given for
    a token, too. What hangs on the ledger alone has a tag, by which a browser learns that it has the page already.
    """

    method: str
    path: str
    view: View
    least: Role = Role.READER
    has_form: bool = True
    writes: bool = False
    is_feed: bool = False
    has_tag: bool = False
