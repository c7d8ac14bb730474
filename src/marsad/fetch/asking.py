"""One request and its answer, through the guard. Nothing else in the house opens a connection."""

import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache

import certifi
import httpcore

from marsad.fetch.address import Address
from marsad.fetch.exchange import Exchange, Headers
from marsad.fetch.inflate import join_pieces
from marsad.fetch.rules import Limits, Refusal
from marsad.fetch.wire import GuardedBackend, Meter, Now


@lru_cache(maxsize=1)
def load_tls() -> ssl.SSLContext:
    """Return the settings of safe connections: certificates are checked, those of the web's authorities hold."""
    return ssl.create_default_context(cafile=certifi.where())


def exchange(
    address: Address,
    ips: tuple[str, ...],
    headers: Headers,
    limits: Limits,
    seconds: float,
    now: Now,
    tls: ssl.SSLContext,
    media: Collection[str] | None,
    body: bytes | None = None,
) -> Exchange:
    """Ask one of `ips` for `address`, or post a body to it; raise Refusal.

    `seconds` is what is left of the page's time; `media` are the content types taken, where not all are.
    """
    meter = Meter(limits, seconds, now)
    backend = GuardedBackend(ips, meter)
    sent = [(key.encode("ascii"), value.encode("latin-1", "replace")) for key, value in headers]
    origin = httpcore.Origin(address.scheme.encode(), address.host.encode(), address.port)
    with _telling(meter), httpcore.HTTPConnection(origin, ssl_context=tls, network_backend=backend) as connection:
        url = httpcore.URL(
            scheme=origin.scheme, host=origin.host, port=origin.port, target=address.target.encode("ascii")
        )
        with connection.stream("GET" if body is None else "POST", url, headers=sent, content=body) as answer:
            found = tuple((key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in answer.headers)
            given = _read_body(answer, dict(reversed(found)), limits, media)
    return Exchange(
        url=address.url,
        ip=backend.reached or "",
        status=answer.status,
        headers=found,
        body=given,
        sent=b"".join(meter.sent),
        received=bytes(meter.received),
    )


def _read_body(
    answer: httpcore.Response, headers: dict[str, str], limits: Limits, media: Collection[str] | None
) -> bytes:
    if not 200 <= answer.status < 300:
        return join_pieces(answer.iter_stream(), "", limits.body)
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if media is not None and kind and kind not in media:
        raise Refusal("media", f"not a page but {kind}")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limits.wire:
        raise Refusal("too_large", f"announces {length[:20]} bytes, more than {limits.wire}")
    return join_pieces(answer.iter_stream(), headers.get("content-encoding", ""), limits.body)


@contextmanager
def _telling(meter: Meter) -> Iterator[None]:
    """Turn the library's errors into refusals."""
    try:
        yield
    except httpcore.ConnectTimeout as error:
        raise Refusal("unreachable", "no connection in time") from error
    except httpcore.TimeoutException as error:
        meter.wait(0)  # the page's time may be what ran out
        raise Refusal("timeout", f"no byte for {meter.limits.read:g} seconds") from error
    except httpcore.RemoteProtocolError as error:
        raise _tell_protocol(str(error)) from error
    except httpcore.LocalProtocolError as error:
        raise Refusal("malformed", f"not HTTP: {error}") from error
    except httpcore.NetworkError as error:
        raise _tell_network(error) from error


def _tell_protocol(text: str) -> Refusal:
    if "disconnected" in text or "closed connection" in text:
        return Refusal("incomplete", f"the answer breaks off: {text}")
    return Refusal("malformed", f"not HTTP: {text}")


def _tell_network(error: httpcore.NetworkError) -> Refusal:
    if isinstance(error.__cause__, ssl.SSLError):
        return Refusal("tls", f"no safe connection: {error.__cause__}")
    if isinstance(error, httpcore.ConnectError):
        return Refusal("unreachable", f"no connection: {error}")
    return Refusal("incomplete", f"the connection broke: {error}")
