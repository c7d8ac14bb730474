"""A visit: who asks for what, and what is shown in answer."""

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.datastructures import QueryParams

from marsad.app.web.sessions import Session
from marsad.app.web.site import Site
from marsad.app.web.words import Words
from marsad.ledger import Ledger


class AskError(Exception):
    """A page cannot be shown as asked; `label` tells why in the visitor's language, `status` is HTTP's."""

    def __init__(self, label: str, status: int = 400) -> None:
        """Take the label's id and the status."""
        super().__init__(label)
        self.label = label
        self.status = status


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, and how: `path` is without the language, `named` what the path names, `form` what was sent."""

    site: Site
    words: Words
    path: str
    params: QueryParams
    session: Session
    named: Mapping[str, str] = {}
    form: Mapping[str, str] = {}

    def link(self, path: str) -> str:
        """Return the address of a page in the caller's language."""
        return f"/{self.words.language.value}{path}"


class Visit(Caller, frozen=True, kw_only=True):
    """A request for a page that shows the ledger."""

    ledger: Ledger


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown: a template with what it needs, or where to go instead."""

    template: str = ""
    fields: dict[str, Any] = {}
    title: str = ""
    goto: str | None = None
    status: int = 200
