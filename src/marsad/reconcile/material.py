"""What the desks that look over many articles work on."""

from collections.abc import Mapping

import msgspec

from marsad.model import Statement
from marsad.model.episode import Telling
from marsad.reconcile.episodes import Reconciled


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """Episodes with the words that tell them.

    `quotes` gives the words of each record and `words` the whole sentence that they stand in; `statements` are those of
    all articles. `reports` gives the words of statements whose sense hangs on who reports them (`is_denying`), with the
    words that report them.
    """

    found: Reconciled
    tellings: Mapping[str, Telling]
    quotes: Mapping[str, str]
    words: Mapping[str, str]
    statements: tuple[Statement, ...] = ()
    reports: Mapping[str, str] = msgspec.field(default_factory=dict)
