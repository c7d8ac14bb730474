"""The process that serves the made internet, until its standard input is closed: `python -m bench.hostile.server`.

Prints its port. `/_asked` at the first host tells how often each address was asked, and answered whole.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import socket
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import msgspec

from bench.hostile.answers import SLOW, WHOLE, Ask, answer, make_bomb, make_members, moved, send_for_ever
from bench.hostile.lists import make_list
from bench.hostile.texts import load_paragraphs
from bench.hostile.world import Site, World, make_world

_ENDLESS = b"<rss><channel>" + b"<item><link>/a</link></item>" * 2_000
_NUMBER = re.compile(r"/(?:moved|loop|chain)/(\d+)")


class Server:
    """Answers for all sites of a world, and counts."""

    def __init__(self, world: World) -> None:
        """Serve `world`."""
        self._world = world
        self._sites = {site.host: site for site in world.sites}
        self._pages = {(site.host, page.path): page for site in world.sites for page in site.pages}
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close."""
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            host = writer.get_extra_info("sockname")[0]
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1].decode()
            await self._answer(host, path, writer)
            await writer.drain()
        with suppress(OSError):
            writer.close()
            await writer.wait_closed()

    async def _answer(self, host: str, path: str, writer: asyncio.StreamWriter) -> None:
        if path == "/_asked":
            told = {"asked": self.asked, "answered": self.answered}
            writer.write(answer(json.dumps(told).encode(), kind="application/json"))
            return
        site = self._sites[host]
        url = self._world.url(site, path)
        before = self.asked[url]
        self.asked[url] += 1
        await self._send(site, path, before, writer)
        await writer.drain()
        self.answered[url] += 1

    async def _send(self, site: Site, path: str, before: int, writer: asyncio.StreamWriter) -> None:
        page = self._pages.get((site.host, path))
        ask = self._make_ask(site, page.number if page else 0, before, writer)
        if page and page.kind in SLOW:
            await SLOW[page.kind](ask)
        elif page:
            writer.write(WHOLE[page.kind](ask))
        elif site.shut == "endless_feed" and path == "/rss.xml":
            await send_for_ever(ask, _ENDLESS, 0.0)
        else:
            writer.write(make_list(self._world, site, path) or self._go_on(site, path, writer))

    def _go_on(self, site: Site, path: str, writer: asyncio.StreamWriter) -> bytes:
        """Answer where redirects lead: to the page, in a circle, or on and on."""
        found = _NUMBER.match(path)
        if not found or not (page := site.pages[int(found[1])]):
            return answer(b"none", status="404 Not Found")
        if path.startswith("/moved/"):
            return WHOLE["plain"](self._make_ask(site, page.number, 0, writer))
        if path.startswith("/loop/"):
            return moved(page.path)
        return moved(path.replace(".html", "1.html"))

    def _make_ask(self, site: Site, number: int, before: int, writer: asyncio.StreamWriter) -> Ask:
        base = self._world.url(site, "")
        return Ask(self._world.seed, site.number, number, before, base, writer)


def open_sockets(world: World) -> tuple[World, list[socket.socket]]:
    """Return the world with its port, and what listens there at every host that is not dead."""
    sockets = []
    for site in world.sites:
        if site.shut == "dead":
            continue
        sockets.append(socket.create_server((site.host, world.port), backlog=128))
        if not world.port:
            world = msgspec.structs.replace(world, port=sockets[0].getsockname()[1])
    return world, sockets


async def run(world: World) -> None:
    """Serve until standard input is closed."""
    world, sockets = open_sockets(world)
    server = Server(world)
    for each in sockets:
        await asyncio.start_server(server.serve, sock=each)
    for make in (make_bomb, make_members, load_paragraphs):  # what takes long to make
        make()
    print(world.port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)  # answers that never end are under way


def main() -> None:
    """Run the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--outlets", type=int, default=12)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--calm", action="store_true")
    options = parser.parse_args()
    asyncio.run(run(make_world(options.seed, options.outlets, options.pages, calm=options.calm)))


if __name__ == "__main__":
    main()
