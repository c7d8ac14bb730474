"""Which addresses are the public internet's, kept here in full since Python's own answer varies by version."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_V4 = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "this network's"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's metadata"),
        ("169.254.169.254/32", "a cloud's metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved"),
        ("192.88.99.0/24", "a relay's"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved"),
        ("198.51.100.0/24", "reserved"),
        ("203.0.113.0/24", "reserved"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_V6 = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("::1/128", "loopback"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "a tunnel's"),
        ("2001:db8::/32", "reserved"),
        ("2002::/16", "a tunnel's"),
        ("3fff::/20", "reserved"),
    )
)
_V6_PUBLIC = ip_network("2000::/3")


def check_ip(text: str) -> str | None:
    """Return what kind of address `text` is that nobody is asked at; None where it is the public internet's."""
    address: IPv4Address | IPv6Address
    try:
        address = ip_address(text)
    except ValueError:
        return "malformed"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    known = _V4 if isinstance(address, IPv4Address) else _V6
    kind = next((kind for network, kind in known if address in network), None)
    if kind is None and isinstance(address, IPv6Address) and address not in _V6_PUBLIC:
        return "reserved"
    return kind
