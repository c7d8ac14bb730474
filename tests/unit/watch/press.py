"""Made outlets on the loopback interface, each at an address of its own: feeds, sitemaps, pages, and troubles."""

import json
import threading
from collections import Counter
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FIRST = "أجرت نوردستان في 25 سبتمبر 2024 تجربة لإطلاق صاروخ باليستي عابر للقارات باتجاه المحيط الهادئ."
SECOND = "وقالت وزارة الدفاع إن الإطلاق رقم {number} جزء من التدريب السنوي، وإنه لا يستهدف أي دولة."
PAGE = (
    '<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    "<nav>الرئيسية</nav><article><h1>{title}</h1><p>{first}</p><p>{second}</p></article></body></html>"
)
DAY = "2024-09-26"


def make_page(number=1, title="نوردستان تختبر صاروخا", more=""):
    return PAGE.format(title=title, first=FIRST, second=SECOND.format(number=number) + more).encode()


class Press:
    """An outlet: `pages` by path, `lists` (kind of a feed or sitemap) by path, and `rest`, what else is answered.

    A value of `rest` is a function of the handler, which returns (status, headers, body), or None for silence.
    `asked` counts all requests, `whole` those answered with a page.
    """

    def __init__(self, host="127.0.0.1"):
        self.pages, self.lists, self.rest = {}, {}, {}
        self.asked, self.whole, self.agents = Counter(), Counter(), set()
        self.has_etags = True
        self._lock = threading.Lock()
        press = self

        class Handler(BaseHTTPRequestHandler):
            wbufsize = -1  # head and body in one piece: two would wait for one another

            def do_GET(self):
                press.reply(self)

            def log_message(self, *words):
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.host, self.port = self._server.server_address
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def url(self, path=""):
        return f"http://{self.host}:{self.port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def add(self, *numbers, **words):
        for number in numbers:
            self.pages[f"/{number}.html"] = make_page(number, **words)

    def reply(self, handler):
        path = handler.path
        with self._lock:
            self.asked[path] += 1
            self.agents.add(handler.headers["User-Agent"])
        if path in self.rest:
            answer = self.rest[path](handler)
            if answer:
                self._send(handler, *answer)
        elif path in self.lists:
            self._send_fresh(handler, *make_list(self.lists[path], self))
        elif path in self.pages:
            self._send_fresh(handler, "text/html; charset=utf-8", self.pages[path])
        else:
            self._send(handler, 404, {}, b"none")

    def _send_fresh(self, handler, kind, body):
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if self.has_etags and handler.headers["If-None-Match"] == tag:
            self._send(handler, 304, {}, b"")
            return
        with self._lock:
            self.whole[handler.path] += 1
        self._send(handler, 200, {"Content-Type": kind} | ({"ETag": tag} if self.has_etags else {}), body)

    def _send(self, handler, status, headers, body):
        try:
            handler.send_response(status)
            for key, value in headers.items():
                handler.send_header(key, value)
            if status != 304:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            pass


def make_list(kind, press):
    """Return the content type and the bytes of a list of all pages, or of an index of `kind` (a list of paths)."""
    urls = [press.url(path) for path in press.pages]
    if isinstance(kind, (list, dict)):
        days = kind if isinstance(kind, dict) else dict.fromkeys(kind)
        rows = "".join(
            f"<sitemap><loc>{press.url(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
            for path, day in days.items()
        )
        return "application/xml", f"<sitemapindex>{rows}</sitemapindex>".encode()
    if kind == "rss":
        rows = "".join(
            f"<item><link>{url}</link><pubDate>Thu, 26 Sep 2024 08:00:00 +0300</pubDate></item>" for url in urls
        )
        return "application/rss+xml", f"<rss version='2.0'><channel>{rows}</channel></rss>".encode()
    if kind == "atom":
        rows = "".join(f"<entry><link href='{url}'/><published>{DAY}T08:00:00Z</published></entry>" for url in urls)
        return "application/atom+xml", f"<feed xmlns='http://www.w3.org/2005/Atom'>{rows}</feed>".encode()
    if kind == "json":
        feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": url} for url in urls]}
        return "application/feed+json", json.dumps(feed).encode()
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{DAY}</lastmod></url>" for url in urls)
    return "application/xml", f"<urlset>{rows}</urlset>".encode()


def write_list(path, outlets, recheck=("1h", "1d")):
    """Write a watch list: of each outlet its id and its places by key."""
    lines = ["[watch]", f"recheck = {list(recheck)}", 'contact = "monitor@nord.example"', ""]
    for name, places in outlets.items():
        lines += ["[[outlet]]", f'id = "{name}"', f'name = "{name}"', "allow = true", 'delay = "0s"']
        lines += [f"{key} = {json.dumps(value)}" for key, value in places.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def printing(count=1):
    """Run outlets, each at another address, so that none waits for another one's turn."""
    with ExitStack() as stack:
        presses = [Press(f"127.0.0.{number + 1}") for number in range(count)]
        for press in presses:
            stack.callback(press.close)
        yield presses
