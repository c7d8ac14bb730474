"""Pictures of every page of `marsad serve` to look at: both languages, wide, on a phone, light, dark, on paper.

    python -m bench.screens LEDGER FOLDER [--only today]

Needs Chromium. The site is served on a free port of this machine for as long as it takes.
"""

import argparse
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

import uvicorn
from starlette.routing import Mount

from bench.chromium import open_chromium
from marsad.app.api.app import create_api
from marsad.app.rule_file import RuleFile
from marsad.app.settings import find_own_rules
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.ledger import EpisodeFilter, Ledger, StoryFilter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, ViewportSize

SIZES: dict[str, "ViewportSize"] = {
    "wide": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}
_LONGEST = 6_000  # pixels of a picture; what is below looks like what is above


def list_pages(path: Path) -> dict[str, str]:
    """Return the pages to picture by name, with things that the ledger holds; every route of the site is among them."""
    with Ledger.open(path, readonly=True) as ledger:
        episodes = tuple(ledger.episodes(EpisodeFilter()))
        episode = max(episodes, key=lambda one: (len(one.tellings), one.id))
        linked = next((ledger.episodes_of([link.source]) for link in ledger.links()), {})
        article = max(ledger.arrivals(limit=500), key=lambda one: (one.signals, one.article.id)).article
        story = next(ledger.stories(StoryFilter(limit=1)), None)
        person, outlet = ledger.persons(1), ledger.outlets()
    rules = RuleFile(find_own_rules(path)).rules()
    day = f"{episode.since or '2022-01-01'}"
    pages = {
        "today": "/",
        "today-past": f"/?day={day}",
        "timeline": "/timeline",
        "timeline-year": f"/timeline?in={day:.4}",
        "timeline-month": f"/timeline?in={day:.7}",
        "timeline-day": f"/timeline?in={day}",
        "timeline-none": "/timeline?party=XXX&type=threat&modality=denied&status=disputed",
        "matrix": "/matrix",
        "map": "/map",
        "map-europe": "/map?view=europe",
        "episode": f"/episode/{episode.id}",
        "article": f"/article/{article.id}",
        "record": f"/record/{episode.tellings[0]}",
        "speakers": "/speakers",
        "party": "/speaker?party=RUS",
        "talks": "/talks",
        "posture": "/posture",
        "treaties": "/treaties",
        "treaty": "/treaty/new-start?on=2023-03-01",
        "arsenals": "/arsenals",
        "arsenal": "/arsenal/RUS",
        "exercises": "/exercises",
        "exercise": "/exercise/steadfast-noon",
        "stories": "/stories",
        "outlets": "/outlets",
        "search-empty": "/search",
        "search": f"/search?q={quote('النووي')}",
        "saving": "/timeline/save?party=RUS&type=threat",
        "saved": "/saved",
        "alerts": "/alerts",
        "alert-rule": "/alerts/rule",
        "alert-channel": "/alerts/channel",
        "review": "/review",
        "reviews": "/reviews",
        "login": "/login",
        "audit": "/audit",
        "missing": "/episode/e0",
    }
    pages |= {f"linked-{at}": f"/episode/{one.id}" for at, one in enumerate(linked.values())}
    pages |= {f"trial-{at}": f"/alerts/try?id={one.rule.id}" for at, one in enumerate(rules[:2])}
    pages |= {"story": f"/story/{story.id}"} if story else {}
    pages |= {"speaker": f"/speaker?person={quote(person[0].name)}"} if person else {}
    return pages | ({"outlet": f"/outlet?name={quote(outlet[0].outlet)}"} if outlet and outlet[0].outlet else {})


@contextmanager
def serving(path: Path, environment: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Serve a ledger in a thread, with its interface for programs, as `marsad serve` does; give the address."""
    app = make_app(Site(ledger=path, environment=environment), [Mount("/api", create_api(path, local=True))])
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            thread.join(0.05)
            if not thread.is_alive():
                raise SystemExit("the site could not be started")
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def take_pictures(browser: "Browser", addresses: dict[str, str], folder: Path) -> Iterator[Path]:
    """Take four pictures of each page and print it; yield where each is."""
    for scheme in ("light", "dark"):
        for width, size in SIZES.items():
            context = browser.new_context(
                viewport=size, is_mobile=width == "phone", color_scheme="dark" if scheme == "dark" else "light"
            )
            page = context.new_page()
            for name, address in addresses.items():
                page.goto(address)
                picture = folder / f"{name}-{width}-{scheme}.png"
                tall = page.evaluate("document.documentElement.scrollHeight")
                clip: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": min(tall, _LONGEST)}
                page.screenshot(path=picture, full_page=True, clip=clip)
                yield picture
                if (width, scheme) == ("wide", "light"):
                    page.pdf(path=picture.with_name(f"{name}.pdf"), format="A4")
                    yield picture.with_name(f"{name}.pdf")
            context.close()


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="pages whose names begin so")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with Ledger.open(asked.ledger):  # one of before is brought up to date
        pass
    with serving(asked.ledger) as site, open_chromium() as browser:
        pages = {name: page for name, page in list_pages(asked.ledger).items() if name.startswith(asked.only)}
        addresses = {
            f"{name}-{tongue}": f"{site}/{tongue}{page}" for name, page in pages.items() for tongue in ("ar", "en")
        }
        for picture in take_pictures(browser, addresses, asked.folder):
            print(picture.name, flush=True)


if __name__ == "__main__":
    main()
