"""Rows of the state as nouns."""

import sqlite3
from datetime import date

from marsad.fetch import Validator
from marsad.watch.nouns import Page, Status


def read_day(text: str | None) -> date | None:
    """Return the day in a column."""
    return date.fromisoformat(text) if text else None


def read_validator(row: sqlite3.Row) -> Validator | None:
    """Return what is remembered to ask whether something has changed."""
    etag, modified = row["etag"], row["modified"]
    return Validator(etag=etag, modified=modified) if etag or modified else None


def read_page(row: sqlite3.Row) -> Page:
    """Return the page in a row of `page` with its place's `delay`."""
    return Page(
        key=row["key"],
        url=row["url"],
        outlet=row["outlet"],
        host=row["host"],
        status=Status(row["status"]),
        found=row["found"],
        asked=row["asked"],
        day=read_day(row["day"]),
        tries=row["tries"],
        first=row["first"],
        checks=row["checks"],
        digest=row["digest"],
        final=row["final"],
        media=row["media"],
        size=row["size"],
        validator=read_validator(row),
        delay=row["delay"],
    )
