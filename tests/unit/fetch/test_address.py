"""Addresses: what is no address, and the spellings by which an inner one could slip through."""

import pytest

from marsad.fetch import Guard, Refusal
from marsad.fetch.address import parse_address
from marsad.fetch.networks import check_ip
from marsad.fetch.resolve import check_host, find_addresses

PUBLIC = "93.184.216.34"


def refuse(text, base=None):
    with pytest.raises(Refusal) as refused:
        parse_address(text, base)
    return refused.value.reason


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("HTTP://Nord.Example", "http://nord.example/"),
        ("https://nord.example:443/a?b=c#d", "https://nord.example/a?b=c"),
        (" https://nord.example./a b ", "https://nord.example/a%20b"),
        ("https://nord.example/a/../b/./c/..", "https://nord.example/b/"),
        ("https://nord.example/a/%2e%2E/b", "https://nord.example/b"),
        ("https://nord.example/خبر?س=١", "https://nord.example/%D8%AE%D8%A8%D8%B1?%D8%B3=%D9%A1"),
        ("https://nord.example/%D8%AE", "https://nord.example/%D8%AE"),
        ("https://موقع.example/", "https://xn--4gbrim.example/"),
        ("http://[2606:2800::1]:8080/", "http://[2606:2800::1]:8080/"),
    ],
)
def test_addresses_are_put_in_one_form(text, url):
    assert parse_address(text).url == url
    assert parse_address(url).url == url


def test_a_relative_address_has_a_base():
    assert parse_address("../c?d", "https://nord.example/a/b/").url == "https://nord.example/a/c?d"
    assert parse_address("//sud.example/x", "https://nord.example/").url == "https://sud.example/x"


@pytest.mark.parametrize(
    "text", ["file:///etc/passwd", "ftp://nord.example/", "gopher://x/", "data:,x", "nord.example", ""]
)
def test_only_http_and_https(text):
    assert refuse(text) == "scheme"


@pytest.mark.parametrize(
    "text",
    [
        "http:///a",
        "http://",
        "http://a..b/",
        "http://nord.example:99999/",
        "http://nord.example:x/",
        "http://user:word@nord.example/",
        "http://nord.example\\@10.0.0.1/",
        "http://nord.example/\r\nHost: x",
        "http://nord.example/\x00",
        "http://nord.example/\ud800",
        "http://\ud800.example/",
        "http://[::1%25eth0]/",
        "http://[::1/",
        "http://%31%32%37.0.0.1/",
        "http://nord example/",
        f"http://{'a' * 64}.example/",
        "http://nord.example/" + "a" * 9000,
    ],
)
def test_what_is_no_address(text):
    assert refuse(text) == "address"


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.01",
        "127.0.0.1.2",
        "١٢٧.1",
        "127。1",
        "a.7",
    ],
)
def test_disguised_ip_addresses(host):
    assert refuse(f"http://{host}/") == "forbidden_address"


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.255", "168.63.129.16",
        "169.254.169.254", "169.254.1.1", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.0.1",
        "198.18.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001::1", "2001:db8::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "::127.0.0.1", "100::1",
        "3fff::1", "x",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(ip):
    assert check_ip(ip)


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "8.8.8.8", "100.63.0.1", "172.32.0.1", "2606:2800::1", "::ffff:8.8.8.8"]
)
def test_public_addresses(ip):
    assert check_ip(ip) is None


@pytest.mark.parametrize("host", ["10.0.0.1", "127.0.0.1", "[::1]", "[::ffff:7f00:1]", "169.254.169.254"])
def test_a_literal_inner_address_is_refused_before_anything_is_asked(host):
    with pytest.raises(Refusal, match="not a public address"):
        check_host(parse_address(f"http://{host}/"), Guard())


def test_ports_that_no_page_is_at():
    with pytest.raises(Refusal, match="port 25 "):
        check_host(parse_address("http://nord.example:25/"), Guard())
    check_host(parse_address("http://nord.example:25/"), Guard(allow=frozenset({"nord.example"})))


def find(found, guard=None):
    return find_addresses(parse_address("http://nord.example/"), guard or Guard(), lambda host, port: found, 60.0)


def test_every_address_of_a_name_is_checked():
    assert find([PUBLIC, "2606:2800::1"]) == (PUBLIC, "2606:2800::1")
    with pytest.raises(Refusal, match=r"nord.example is at 10\.0\.0\.1"):
        find([PUBLIC, "10.0.0.1"])


def test_a_name_that_is_allowed_may_be_anywhere_and_no_other_name():
    assert find(["10.0.0.1"], Guard(allow=frozenset({"nord.example"}))) == ("10.0.0.1",)
    with pytest.raises(Refusal):
        find(["10.0.0.1"], Guard(allow=frozenset({"sud.example", "10.0.0.1"})))


def test_names_without_an_address():
    def fail(host, port):
        raise OSError("no such name")

    with pytest.raises(Refusal, match="not known"):
        find_addresses(parse_address("http://nord.example/"), Guard(), fail, 60.0)
    with pytest.raises(Refusal, match="no address"):
        find([])


def test_a_resolver_that_hangs_is_not_waited_for():
    import threading

    never = threading.Event()
    with pytest.raises(Refusal, match="no answer in time"):
        find_addresses(parse_address("http://nord.example/"), Guard(), lambda host, port: never.wait(240) or [], 0.05)
    never.set()
