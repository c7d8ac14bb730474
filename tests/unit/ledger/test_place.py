"""Addresses of ledgers."""

from pathlib import Path

import pytest

from marsad.ledger import LedgerError, find_place


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("marsad.ledger", "marsad.ledger"),
        (Path("/a/b.ledger"), "/a/b.ledger"),
        ("sqlite:///b.ledger", "b.ledger"),
        ("sqlite:////a/b%20c.ledger", "/a/b c.ledger"),
    ],
)
def test_files(address, file):
    place = find_place(address)
    assert (place.file, place.server) == (Path(file), None)
    assert find_place(place) is place


@pytest.mark.parametrize(
    ("address", "name", "driver", "schema", "file"),
    [
        ("postgresql://h/db", "postgresql://h/db", "postgresql://h/db", "public", "db.ledger"),
        ("postgres://u@h:5/db", "postgresql://u@h:5/db", "postgresql://u@h:5/db", "public", "db.ledger"),
        (
            "postgresql://u:se%40cret@h/db?schema=press&sslmode=require",
            "postgresql://u@h/db?schema=press",
            "postgresql://u:se%40cret@h/db?sslmode=require",
            "press",
            "db.press.ledger",
        ),
        ("postgresql:///db", "postgresql:///db", "postgresql:///db", "public", "db.ledger"),
        (
            "postgresql://u@[::1]:5/a%2Fb",
            "postgresql://u@[::1]:5/a/b",
            "postgresql://u@[::1]:5/a%2Fb",
            "public",
            "a_b.ledger",
        ),
    ],
)
def test_servers(address, name, driver, schema, file):
    place = find_place(address)
    assert (str(place), place.server.address, place.server.schema, str(place.file)) == (name, driver, schema, file)


def test_a_password_is_never_shown():
    for address in ("postgresql://u:secret@h/db", "postgresql://u@h/db?password=secret"):
        place = find_place(address)
        assert "secret" in place.server.address
        assert "secret" not in f"{place} {place!r} {place.server}"


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:secret@h/db",
        "sqlite://b.ledger",
        "postgresql://u:secret@h:port/db",
        "postgresql://u:secret@h/db?schema=a;b",
        "postgresql://u:secret@[::1/db",
        "postgresql://u:secret@h/db?schema",
    ],
)
def test_what_is_no_address_is_refused_in_a_line(address):
    with pytest.raises(LedgerError) as caught:
        find_place(address)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
