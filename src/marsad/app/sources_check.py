"""`marsad sources check`: the watch list read, and all that is wrong in it told."""

from pathlib import Path

import msgspec

from marsad.app.errors import ASIDE, FINE
from marsad.app.labels import describe_count
from marsad.app.terminal import Screen, clean_words
from marsad.outlets import WatchList, check_watch_list


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of a watch list found."""

    file: str
    outlets: int
    feeds: int
    sitemaps: int
    pages: int
    problems: tuple[str, ...]


def run_sources_check(screen: Screen, path: Path, *, as_json: bool) -> int:
    """Print what the list holds, or a line for all that is wrong; return the exit code."""
    watch, problems = check_watch_list(path)
    check = _make_check(path, watch, problems)
    if as_json:
        screen.raw(msgspec.json.encode(check).decode())
    else:
        for problem in problems:
            screen.say(clean_words(problem))
        screen.say(_sum_up(check))
    return ASIDE if problems else FINE


def _make_check(path: Path, watch: WatchList, problems: tuple[str, ...]) -> Check:
    return Check(
        file=str(path),
        outlets=len(watch.outlets),
        feeds=sum(len(each.feeds) for each in watch.outlets),
        sitemaps=sum(len(each.sitemaps) for each in watch.outlets),
        pages=sum(len(each.pages) for each in watch.outlets),
        problems=problems,
    )


def _sum_up(check: Check) -> str:
    if check.problems:
        return f"{describe_count(len(check.problems), 'problem')} in {check.file}"
    numbers = {"outlet": check.outlets, "feed": check.feeds, "sitemap": check.sitemaps, "page": check.pages}
    held = ", ".join(describe_count(number, noun) for noun, number in numbers.items() if number)
    return f"{check.file} is fine: {held or 'no outlets yet'}"
