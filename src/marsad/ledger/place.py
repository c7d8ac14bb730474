"""Where a ledger lies: a file, or a schema of a PostgreSQL database."""

import re
from os import PathLike, fspath
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from marsad.ledger.errors import LedgerError

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+)://")
_SERVERS = ("postgresql", "postgres")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")  # of a schema; PostgreSQL keeps no more letters
PUBLIC = "public"  # the schema that every database has


class ServerPlace(NamedTuple):
    """A schema of a database on a server.

    `address` is what the driver is given, with the password if there is one; `name` is what people are shown.
    """

    address: str
    name: str
    schema: str

    def __repr__(self) -> str:
        """Return the place without its password: errors and logs show values so."""
        return f"ServerPlace({self.name!r})"


class LedgerPlace(NamedTuple):
    """Where a ledger lies.

    `file` is its file, or on a server the one that its side files (archive, tokens, state of a watch) are named after;
    `server` is None for a file.
    """

    file: Path
    server: ServerPlace | None = None

    def __str__(self) -> str:
        """Return what people are shown; never a password."""
        return self.server.name if self.server else str(self.file)

    def may_be_there(self) -> bool:
        """Tell whether a ledger may lie there; of a server only opening it tells."""
        return self.server is not None or self.file.exists()


LedgerAddress = str | PathLike[str] | LedgerPlace


def find_place(address: LedgerAddress) -> LedgerPlace:
    """Return the place that an address names: a path, `sqlite:///PATH` or `postgresql://…`; raise LedgerError."""
    if isinstance(address, LedgerPlace):
        return address
    text = fspath(address)
    scheme = _SCHEME.match(text)
    if scheme is None:
        return LedgerPlace(Path(text))
    if scheme[1].lower() in _SERVERS:
        return _find_server(text)
    if scheme[1].lower() == "sqlite" and text[scheme.end() :].startswith("/"):
        return LedgerPlace(Path(unquote(text[scheme.end() + 1 :])))
    kinds = "a file, sqlite:///FILE or postgresql://USER@HOST/DATABASE"
    raise LedgerError(f"{scheme[0]}… is no place of a ledger; name {kinds}")


def _find_server(text: str) -> LedgerPlace:
    try:
        parts = urlsplit(text)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise LedgerError("postgresql://… is an address with a mistake; check its port, signs and options") from error
    schema, database = options.pop("schema", PUBLIC), unquote(parts.path.removeprefix("/"))
    if not _NAME.fullmatch(schema):
        raise LedgerError(f"schema {schema!r} cannot be used; its name has to be of Latin letters, digits and _")
    user = f"{quote(unquote(parts.username))}@" if parts.username else ""
    where = f"[{host}]" if ":" in host else host
    within = f"?schema={schema}" if schema != PUBLIC else ""
    name = f"postgresql://{user}{where}{port}/{quote(database)}{within}"
    query = urlencode(options, quote_via=quote)
    address = f"postgresql://{parts.netloc}{parts.path}{'?' if query else ''}{query}"
    beside = ".".join(part for part in (database or "postgresql", within.partition("=")[2], "ledger") if part)
    return LedgerPlace(Path(beside.replace("/", "_")), ServerPlace(address, name, schema))
