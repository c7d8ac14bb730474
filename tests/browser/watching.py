"""A browser's page under watch: where it asks, what it complains of; and what an accessibility checker finds there."""

import time
from contextlib import suppress
from urllib.parse import urlsplit

PATIENCE = 120_000  # ms until what a page is to show must be there, on a machine that does much else
WIDE, PHONE, NARROW = 1280, 390, 320  # pixels; the last is what 1280 are at four times the size
FILES = (".atom", ".ics")  # what is no page and goes to other programs
_HEIGHT = 844
_ROWS = 12  # of a list or table that a checker looks at
_HERE = ("127.0.0.1", "localhost")
_TELL_BLOCKED = (
    "addEventListener('securitypolicyviolation',"
    " event => console.error('blocked: ' + event.violatedDirective + ' ' + event.blockedURI))"
)


class Watcher:
    """Opens pages, and keeps what the browser says and whom it asks."""

    def __init__(self, browser):
        self._browser = browser
        self._contexts = []
        self.asked, self.complaints = [], []

    def open(self, address, width=WIDE, scheme="light", **more):
        """Open an address in a window of its own and return the page."""
        size = {"width": width, "height": _HEIGHT}
        context = self._browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", **more)
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_TELL_BLOCKED)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("dialog", self._refuse)
        page = context.new_page()
        page.goto(address)
        return page

    def _hear(self, message):
        own = "status of 404" in message.text and message.location.get("url") == message.page.url
        if message.type in ("error", "warning") and not own:  # a page that is not there says so in the console, too
            self.complaints.append(message.text)

    def _refuse(self, dialog):
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def hear_out(self, words, times=1):
        """Wait for complaints with such words, which come when the browser gets round to them, and forget all."""
        page = self._contexts[-1].pages[-1]
        until = time.monotonic() + PATIENCE / 1000
        while sum(words in one for one in self.complaints) < times and time.monotonic() < until:
            page.wait_for_timeout(50)
        heard = list(self.complaints)
        self.complaints.clear()
        return heard

    def count_strangers(self):
        """Return how many requests went elsewhere than to this machine; at least one must have gone there."""
        assert self.asked
        goals = [urlsplit(address) for address in self.asked]
        return sum(goal.scheme != "data" and goal.hostname not in _HERE for goal in goals)

    def close(self):
        for context in self._contexts:
            with suppress(Exception):
                context.close()


def follow(link):
    """Click what leads to another page or place, and wait until that is there."""
    with link.page.expect_navigation():
        link.click()


def resize(page, width):
    page.set_viewport_size({"width": width, "height": _HEIGHT})


def find_overflow(page):
    """Return what stands out of the window to the side, the widest first; nothing where the page fits."""
    return page.evaluate(
        """() => {
          const root = document.documentElement, room = root.clientWidth;
          if (root.scrollWidth <= room) return [];
          const out = [...document.querySelectorAll("body *")].map(one => [one.getBoundingClientRect(), one]);
          return out.filter(([box]) => box.right > room + 1 || box.left < -1)
            .sort(([one], [other]) => other.width - one.width).slice(0, 5)
            .map(([box, one]) => `${one.tagName}.${one.className} ${Math.round(box.width)}`);
        }"""
    ) or (["something"] if _is_too_wide(page) else [])


def _is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


class Checker:
    """axe-core (MPL-2.0), which comes with a package for tests and is not shipped."""

    RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
    COLOURS = ("color-contrast", "link-in-text-block")

    def __init__(self):
        from axe_playwright_python.base import AXE_SCRIPT

        self._script = AXE_SCRIPT

    def load(self, page):
        """Unfold what is folded, and take the rows of long lists away that only repeat those before them."""
        page.evaluate(self._script)
        page.evaluate(
            """most => {
              for (const one of document.querySelectorAll("details")) one.open = true;
              const rows = [...document.querySelectorAll("main li, main tr")];
              const at = row => [...row.parentElement.children].indexOf(row);
              for (const row of rows.filter(row => at(row) >= most)) row.remove();
            }""",
            _ROWS,
        )

    def check(self, page, rules=RULES):
        """Return what breaks the rules: rule, element and why."""
        return page.evaluate(
            """tags => axe.run({runOnly: tags, resultTypes: ["violations"]}).then(found => found.violations.flatMap(
              one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`)))""",
            list(rules),
        )
