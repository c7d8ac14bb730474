"""Addresses taken apart once: what is checked here is what is connected to and what is sent."""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import msgspec

from marsad.fetch.rules import Refusal

_LONGEST = 8_000
_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_SAFE = "/%:@!$&'()*+,;=~"


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An http or https address; `host` is in ASCII and without brackets, `target` what is asked of it."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def literal(self) -> bool:
        """Tell whether the host is an IP address."""
        return ":" in self.host or _NUMBER.fullmatch(self.host) is not None

    @property
    def site(self) -> str:
        """Return scheme, host and port as they stand in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """Return the whole address."""
        return self.site + self.target


def parse_address(text: str, base: str | None = None) -> Address:
    """Return the address that `text` spells, relative to `base` where given; raise Refusal."""
    text = text.strip()
    if _FORBIDDEN.search(text) or len(text) > _LONGEST:
        raise Refusal("address", "control characters or backslashes in the address, or too long")
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
    except ValueError as error:
        raise Refusal("address", f"not an address: {error}") from error
    if parts.scheme not in _PORTS:
        raise Refusal("scheme", f"only http and https are fetched, not {parts.scheme or 'a bare name'}")
    if "@" in parts.netloc:
        raise Refusal("address", "a user name or password in the address")
    host = _read_host(parts.hostname or "")
    try:
        target = _make_target(parts)
    except UnicodeError as error:
        raise Refusal("address", "half a character in the address") from error
    return Address(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme], target=target)


def _read_host(host: str) -> str:
    if ":" in host:
        return _read_v6(host)
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise Refusal("address", "the address has no valid host") from error
    if not _HOST.fullmatch(name) or len(name) > 253:
        raise Refusal("address", "the address has no valid host")
    if _NUMBER.fullmatch(name) and not _is_dotted(name):
        raise Refusal("forbidden_address", f"{name} is an IP address in an unusual spelling")
    return name


def _read_v6(host: str) -> str:
    try:
        if "%" in host:
            raise ValueError("a zone")
        return str(IPv6Address(host))
    except ValueError as error:
        raise Refusal("address", "the address has no valid host") from error


def _is_dotted(name: str) -> bool:
    try:
        return str(IPv4Address(name)) == name
    except ValueError:
        return False


def _make_target(parts: SplitResult) -> str:
    path = quote(_drop_dots(parts.path), safe=_SAFE)
    return path + (f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else "")


def _drop_dots(path: str) -> str:
    """Resolve `.` and `..`, so that robots.txt is asked about the path that the host will serve."""
    kept: list[str] = []
    steps = path.split("/")[1:]
    for step in steps:
        plain = re.sub("%2e", ".", step, flags=re.IGNORECASE)
        if plain == "..":
            kept = kept[:-1]
        elif plain != ".":
            kept.append(step)
    if steps and re.sub("%2e", ".", steps[-1], flags=re.IGNORECASE) in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
