"""From a host's name to the addresses that may be connected to: resolved once, every one checked."""

import socket
from collections.abc import Callable, Sequence
from threading import Thread

from marsad.fetch.address import Address, parse_address
from marsad.fetch.networks import check_ip
from marsad.fetch.rules import Guard, Refusal

Resolver = Callable[[str, int], Sequence[str]]
_MOST = 4  # addresses of one host that are tried


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the system knows `host` by; raise OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_host(address: Address, guard: Guard) -> None:
    """Raise Refusal where the address itself shows that it may not be asked."""
    if address.host in guard.allow:
        return
    if address.port not in guard.ports:
        raise Refusal("forbidden_port", f"port {address.port} is not asked")
    if address.literal:
        _check_all(address.host, (address.host,))


def find_addresses(address: Address, guard: Guard, resolver: Resolver, seconds: float) -> tuple[str, ...]:
    """Return the IP addresses to connect to; raise Refusal, also where one of several is forbidden."""
    check_host(address, guard)
    if address.literal:
        return (address.host,)
    found = _resolve(address, resolver, seconds)
    if not found:
        raise Refusal("unresolved", f"the name {address.host} has no address")
    if address.host not in guard.allow:
        _check_all(address.host, found)
    return tuple(found[:_MOST])


def check_url(url: str, guard: Guard) -> None:
    """Raise Refusal where an address is none, or shows by itself that it may not be asked."""
    check_host(parse_address(url), guard)


def check_reach(host: str, guard: Guard, resolver: Resolver = resolve_host, seconds: float = 10.0) -> None:
    """Raise Refusal where a host, at whatever port, is an inner one that the guard does not allow by name.

    For what others connect to: they resolve it again, so a name that changes in between is not kept out.
    """
    find_addresses(parse_address(f"https://{host}/"), guard, resolver, seconds)


def _check_all(host: str, found: Sequence[str]) -> None:
    for ip in found:
        if kind := check_ip(ip):
            where = ip if ip == host else f"{host} is at {ip}, which"
            raise Refusal("forbidden_address", f"{where} is not a public address ({kind})")


def _resolve(address: Address, resolver: Resolver, seconds: float) -> Sequence[str]:
    """Ask in a thread of its own: the system's resolver knows no time limit."""
    answers: list[Sequence[str] | Exception] = []

    def ask() -> None:
        try:
            answers.append(resolver(address.host, address.port))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    answer = answers[0] if answers else TimeoutError("no answer in time")
    if isinstance(answer, Exception):
        raise Refusal("unresolved", f"the name {address.host} is not known: {answer}") from answer
    return answer
