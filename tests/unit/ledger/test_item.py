"""One address for one page."""

import pytest

from marsad.ledger.item import make_item

SAME = "https://al-marfa.example/news/1"


@pytest.mark.parametrize("url", [
    SAME,
    "http://al-marfa.example/news/1",
    "HTTPS://AL-Marfa.example:443/news/1#comments",
    "http://al-marfa.example.:80/news/1?",
    "https://al-marfa.example/news/1?utm_source=x&utm_medium=y",
    "https://al-marfa.example/news/1?FBCLID=abc&%75tm_id=3&",
    " https://al-marfa.example/news/1 ",
])  # fmt: skip
def test_spellings_of_one_address(url):
    assert make_item(url) == SAME


@pytest.mark.parametrize("url", [
    "https://al-marfa.example/news/1/",
    "https://www.al-marfa.example/news/1",
    "https://al-marfa.example/news/1?page=2",
    "https://al-marfa.example:8443/news/1",
    "https://al-marfa.example/News/1",
    "https://al-marfa.example/news/1?utm",
])  # fmt: skip
def test_addresses_of_other_pages(url):
    assert make_item(url) != SAME


def test_what_remains_of_a_query_keeps_its_order_and_writing():
    assert make_item("http://al-marfa.example?b=%D8%A7&utm_id=1&a=2") == "https://al-marfa.example/?b=%D8%A7&a=2"


@pytest.mark.parametrize("url", ["", "page.html", "ftp://al-marfa.example/x", "https://", "http://[::1", "http://a:b/"])
def test_what_is_no_address_of_the_web_stays_as_it_is(url):
    assert make_item(url) == url


def test_inner_addresses_keep_their_brackets():
    assert make_item("http://[2001:DB8::1]:8080/x") == "https://[2001:db8::1]:8080/x"
