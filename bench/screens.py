"""Pictures of every page of `marsad serve`, in both languages and two widths, to be looked at.

    python -m bench.screens LEDGER FOLDER [--dark]

Needs Chromium. The site is served on a free port of this machine for as long as it takes.
"""

import argparse
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn

from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.ledger import EpisodeFilter, Ledger, StoryFilter

WIDTHS = {"wide": (1280, 2200), "phone": (390, 2600)}
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-prefers-reduced-motion")


def list_pages(path: Path) -> dict[str, str]:
    """Return the pages to picture by name, with things that the ledger holds."""
    with Ledger.open(path, readonly=True) as ledger:
        episodes = tuple(ledger.episodes(EpisodeFilter()))
        episode = max(episodes, key=lambda one: (len(one.tellings), one.id))
        linked = next((ledger.episodes_of([link.source]) for link in ledger.links()), {})
        article = max(ledger.arrivals(limit=500), key=lambda one: (one.signals, one.article.id)).article
        story = next(ledger.stories(StoryFilter(limit=1)), None)
        person, outlet = ledger.persons(1), ledger.outlets()
    pages = {
        "today": "/",
        "timeline": "/timeline",
        "timeline-month": f"/timeline?in={(episode.since or '2022-01')!s:.7}",
        "matrix": "/matrix",
        "episode": f"/episode/{episode.id}",
        "article": f"/article/{article.id}",
        "speakers": "/speakers",
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
        "search": f"/search?q={quote('النووي')}",
        "saving": "/timeline/save?party=RUS&type=threat",
        "saved": "/saved",
        "alerts": "/alerts",
        "alert-rule": "/alerts/rule",
        "alert-channel": "/alerts/channel",
        "review": "/review",
        "reviews": "/reviews",
        "audit": "/audit",
        "missing": "/episode/e0",
    }
    pages |= {f"linked-{at}": f"/episode/{one.id}" for at, one in enumerate(linked.values())}
    pages |= {"story": f"/story/{story.id}"} if story else {}
    pages |= {"speaker": f"/speaker?person={quote(person[0].name)}"} if person else {}
    return pages | ({"outlet": f"/outlet?name={quote(outlet[0].outlet)}"} if outlet and outlet[0].outlet else {})


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Serve a ledger in a thread; give the address."""
    server = uvicorn.Server(uvicorn.Config(make_app(Site(ledger=path)), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.05)
            if not thread.is_alive():
                raise SystemExit("the site could not be started")
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def take(browser: str, address: str, out: Path, size: tuple[int, int], *, dark: bool) -> None:
    """Take one picture."""
    flags = [*_FLAGS, f"--window-size={size[0]},{size[1]}", f"--screenshot={out}"]
    flags += ["--blink-settings=preferredColorScheme=0"] if dark else []
    subprocess.run([browser, *flags, address], check=True, capture_output=True, timeout=60)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        sys.exit("no Chromium here; install it (Debian: apt-get install chromium)")
    asked.folder.mkdir(parents=True, exist_ok=True)
    with serving(asked.ledger) as site:
        for name, page in list_pages(asked.ledger).items():
            for language in ("ar", "en"):
                for width, size in WIDTHS.items():
                    picture = asked.folder.resolve() / f"{name}-{language}-{width}.png"
                    if asked.only in picture.name:
                        take(browser, f"{site}/{language}{page}", picture, size, dark=asked.dark)
                        print(picture.name)


if __name__ == "__main__":
    main()
